import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, countCodePoints, cut, cutMiddle, oneLine } from '../../src/lib/text.ts';
import { hostileText } from '../helpers/hostile.ts';

const family = '👨‍👩‍👧‍👦';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const borders = (text: string) => new Set([...graphemes.segment(text)].map(({ index }) => index).concat(text.length));

test('code points are counted, not UTF-16 units', () => {
  expect(countCodePoints('a😀é')).toBe(3);
  expect(countCodePoints(family)).toBe(7);
  expect(countCodePoints('\ud800x\udc00')).toBe(3);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => countCodePoints(text) === [...text].length));
});

describe('cut', () => {
  test('leaves a text that fits alone', () => {
    expect(cut('hello', 5)).toBe('hello');
    expect(cut('😀'.repeat(256), 256)).toBe('😀'.repeat(256));
  });

  test('ends at a word where one is near', () => {
    expect(cut('the quick brown fox jumps', 18)).toBe('the quick brown…');
    expect(cut('aaaaaaaaaaaaaaaaaaaaaaaaa', 10)).toBe('aaaaaaaaa…');
  });

  test('never cuts through an emoji family, a flag or a letter with its accents', () => {
    expect(cut(family.repeat(3), 10)).toBe(`${family}…`);
    expect(cut('🇩🇪🇫🇷🇬🇧', 4)).toBe('🇩🇪…');
    expect(cut('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
  });

  test('keeps flags whole in a run of a thousand', () => {
    const flags = '🇩🇪'.repeat(1000);
    for (const max of [200, 201, 202, 203]) expect(cut(flags, max)).toMatch(/^(🇩🇪)+…$/u);
  });

  test('cuts one endless grapheme between code points', () => {
    const endless = '👩\u200d'.repeat(1000);
    const short = cut(endless, 300);
    expect(short.isWellFormed()).toBe(true);
    expect(countCodePoints(short)).toBeLessThanOrEqual(300);
    expect(countCodePoints(short)).toBeGreaterThan(290);
  });

  test('leaves no lone backslash of an escape behind', () => {
    expect(cut('\\*\\*\\*\\*', 4, { escaped: true })).toBe('\\*…');
    expect(cut('\\*\\*\\*\\*', 5, { escaped: true })).toBe('\\*\\*…');
  });

  test('leaves what a zero-width space breaks broken, and no half of a pair', () => {
    expect(cut('https://\u200bx.example', 9, { escaped: true })).toBe('https:/…');
    expect(cut('aa😀\u200bbbb', 4, { escaped: true }).isWellFormed()).toBe(true);
  });

  test('is within the limit and on a grapheme border, whatever the text', () => {
    fc.assert(
      fc.property(hostileText.map(cleanText), fc.integer({ min: 1, max: 400 }), (text, max) => {
        const short = cut(text, max);
        expect(countCodePoints(short)).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
        if (short === text) return;
        expect(text.startsWith(short.slice(0, -1))).toBe(true);
        expect(borders(text).has(short.length - 1)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('cutMiddle', () => {
  test('keeps the beginning and the cause at the end, and says how much is missing', () => {
    const text = `Payment failed: ${'x'.repeat(500)} caused by: the disk is full`;
    const short = cutMiddle(text, 120);
    expect(short).toMatch(/^Payment failed:.* … \(\+\d+ characters\) … .*the disk is full$/);
    expect(countCodePoints(short)).toBeLessThanOrEqual(120);
  });

  test('cuts whole lines out of many', () => {
    const short = cutMiddle(`first\n${'  at frame\n'.repeat(100)}last`, 120, { lines: true });
    expect(short).toMatch(/^first\n( {2}at frame\n)+… \(\+\d+ characters\) …\n( {2}at frame\n)+last$/);
  });

  test('is within the limit, whatever the text', () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        fc.boolean(),
        (text, max, escaped, lines) => {
          expect(countCodePoints(cutMiddle(text, max, { escaped, lines }))).toBeLessThanOrEqual(max);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('cleanText', () => {
  test.each([
    ['NUL and other control characters', 'a\u0000b\u0007c\u007f', 'abc'],
    ['terminal colours', '\u001b[31mred\u001b[0m', 'red'],
    ['bidirectional overrides and isolates', 'a\u202eb\u2066c\u2069', 'abc'],
    ['lone surrogates', 'a\ud800b\udc00c', 'abc'],
    ['zero-width spaces, byte order marks, soft hyphens, fillers', 'a\u200bb\ufeffc\u00add\u3164e', 'abcde'],
    ['invisible tag characters', 'a\u{e0041}\u{e0042}', 'a'],
    ['foreign line ends', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['piles of accents', `Z${'\u0301'.repeat(50)}`, `Z${'\u0301'.repeat(4)}`],
    ['runs of joiners', 'a\u200d\u200d\u200db', 'a\u200db'],
  ])('takes out %s', (_what, dirty, clean) => {
    expect(cleanText(dirty)).toBe(clean);
  });

  test.each([family, '👍🏽', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', 'é', 'مرحبا', 'हिन्दी', 'می‌خواهم', 'line\n\tindented'])(
    'leaves %s as it is',
    (text) => {
      expect(cleanText(text)).toBe(text);
    },
  );

  test('changes nothing when it runs a second time', () => {
    fc.assert(fc.property(hostileText, (text) => cleanText(cleanText(text)) === cleanText(text)));
  });
});

test('oneLine squeezes all blanks', () => {
  expect(oneLine('  a \n\n b\tc ')).toBe('a b c');
  expect(oneLine('a b')).toBe('a b');
});

test.each(['x', family, 'Z\u0301\u0301\u0301\u0301\u0301\u0301', '🇩🇪', 'a '])(
  '100,000 characters of %s are cleaned and cut in a moment',
  (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length));
    const start = performance.now();
    cut(cleanText(text), 4096);
    cutMiddle(cleanText(text), 4096);
    expect(performance.now() - start).toBeLessThan(250);
  },
);
