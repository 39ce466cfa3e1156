import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  codeBlockContent,
  escapeMarkdown,
  frameCodeBlock,
  inlineCode,
  withoutEmphasis,
} from '../../src/discord/markdown.ts';
import { cleanText, cut, cutMiddle } from '../../src/lib/text.ts';
import { hostileText } from '../helpers/hostile.ts';
import { asRendered, liveMarkdown } from '../helpers/live-markdown.ts';

const zeroWidth = '\u200b';

describe('escapeMarkdown', () => {
  test.each([
    ['**bold** _it_ ~~no~~ ||spoiler||', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\|\\|spoiler\\|\\|'],
    ['`code` ```block```', '\\`code\\` \\`\\`\\`block\\`\\`\\`'],
    ['C:\\srv\\*', 'C:\\\\srv\\\\\\*'],
    ['[Steam](https://evil.example)', `\\[Steam\\]\\(https://${zeroWidth}evil.example)`],
    ['<@123> <@&1> <#2> <t:0:R> </ban:1>', '\\<@123> \\<@&1> \\<#2> \\<t:0:R> \\</ban:1>'],
    ['@everyone and @Here', `@${zeroWidth}everyone and @${zeroWidth}Here`],
    ['# head\n-# small\n  > quote', '\\# head\n\\-\\# small\n  \\> quote'],
    ['>>> all', '\\>>> all'],
    ['- a\n* b\n+ c\n1. d\n2) e', '\\- a\n\\* b\n\\+ c\n1\\. d\n2\\) e'],
    [':smile: 12:30:45', '\\:smile: 12:30:45'],
    ['Mira Stone, 9.99 (ok) #1', 'Mira Stone, 9.99 (ok) #1'],
  ])('%j becomes %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  test('leaves no token alive and shows the text as it was, whatever it is', () => {
    fc.assert(
      fc.property(hostileText.map(cleanText), (text) => {
        const escaped = escapeMarkdown(text);
        expect(liveMarkdown(escaped)).toEqual([]);
        expect(asRendered(escaped)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves no token alive after any cut', () => {
    fc.assert(
      fc.property(hostileText.map(cleanText), fc.integer({ min: 20, max: 300 }), (text, max) => {
        const escaped = escapeMarkdown(text);
        expect(liveMarkdown(cut(escaped, max, { escaped: true }))).toEqual([]);
        expect(liveMarkdown(cutMiddle(escaped, max, { escaped: true }))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

test('nothing ends a code block before its end', () => {
  fc.assert(
    fc.property(hostileText.map(cleanText), fc.integer({ min: 20, max: 300 }), (text, max) => {
      const block = frameCodeBlock(cutMiddle(codeBlockContent(text), max, { lines: true }));
      expect(block.match(/```/g)).toHaveLength(2);
      expect(liveMarkdown(block, true)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('inline code stays on its line and ends once', () => {
  expect(inlineCode('a`b``c')).toBe('`aˋbˋˋc`');
});

test('where escapes might show, the signs of emphasis become look-alikes', () => {
  expect(withoutEmphasis('**Big** _sale_ ~~old~~ ||x|| `y`')).toBe('∗∗Big∗∗ ˍsaleˍ ∼∼old∼∼ ¦¦x¦¦ ˋyˋ');
  expect(withoutEmphasis('payment_failed ~5 | C:\\dir')).toBe('payment_failed ~5 | C:\\dir');
  expect(withoutEmphasis('@everyone')).toBe(`@${zeroWidth}everyone`);
});
