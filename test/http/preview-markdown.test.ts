import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../src/discord/markdown.ts';
import { cleanText } from '../../src/lib/text.ts';
import { openBrowser } from '../helpers/browser.ts';
import { hostileText } from '../helpers/hostile.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const browser = await openBrowser();
afterAll(() => browser?.close());

const cases: [markdown: string, html: string][] = [
  ['plain', 'plain'],
  ['**bold** *it* _it_ __under__ ~~gone~~', '<strong>bold</strong> <em>it</em> <em>it</em> <u>under</u> <s>gone</s>'],
  ['***both***', '<strong><em>both</em></strong>'],
  ['snake_case_name 2 * 3 * 4', 'snake_case_name 2 * 3 * 4'],
  ['\\*not\\* \\_it\\_ \\\\ \\a', '*not* _it_ \\ \\a'],
  ['a `**code**` b', 'a <code class="inline">**code**</code> b'],
  ['``a ` b``', '<code class="inline">a ` b</code>'],
  ['before\n```js\nx < **1**\n```\nafter', 'before<pre class="code"><code>x &lt; **1**</code></pre>after'],
  ['```one line```', '<pre class="code"><code>one line</code></pre>'],
  ['\\`\\`\\`no block\\`\\`\\`', '```no block```'],
  ['<b>&amp;</b><script>x</script>', '&lt;b&gt;&amp;amp;&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;'],
  [
    '[**x**](https://a.example/b)',
    '<a href="https://a.example/b" target="_blank" rel="noopener noreferrer"><strong>x</strong></a>',
  ],
  ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  ['[x](data:text/html,x)', '[x](data:text/html,x)'],
  [
    'https://a.example/b.',
    '<a href="https://a.example/b" target="_blank" rel="noopener noreferrer">https://a.example/b</a>.',
  ],
  ['https://\u200ba.example', 'https://\u200ba.example'],
  ['<@&123456789>', '<span class="mention" title="Role 123456789">@role …6789</span>'],
  ['\\<@&123456789>', '&lt;@&amp;123456789&gt;'],
  ['@everyone', '<span class="mention">@everyone</span>'],
  ['<:wave:12345678901234567>', ':wave:'],
  [
    '# Head\n-# small\n> said\n- one\n1. two',
    '<div class="heading-1">Head</div><div class="subtext">small</div><blockquote>said</blockquote><div class="item" data-mark="•">one</div><div class="item" data-mark="1.">two</div>',
  ],
  ['\\# a\n\\> b\n\\- c\n1\\. d\n#no', '# a\n&gt; b\n- c\n1. d\n#no'],
  ['>>> a\nb', '<blockquote>a\nb</blockquote>'],
  ['||secret||', '<span class="spoiler" tabindex="0" title="Spoiler">secret</span>'],
  [
    '<t:1700000000:D>',
    '<time datetime="2023-11-14T22:13:20.000Z" title="Tuesday, 14 November 2023 at 23:13">14 November 2023</time>',
  ],
  [
    '<t:1700000000:t> <t:99999999999999:f>',
    '<time datetime="2023-11-14T22:13:20.000Z" title="Tuesday, 14 November 2023 at 23:13">23:13</time> &lt;t:99999999999999:f&gt;',
  ],
];

describe.skipIf(browser === undefined)('the markdown of /preview', () => {
  let app: TestApp;
  let page: Page;

  beforeAll(async () => {
    app = await startTestApp();
    if (browser === undefined) throw new Error('there is no browser');
    page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });
    await page.goto(`${app.url}/preview?token=${app.app.previewToken}`);
    await page.locator('#connection[data-state=connected]').waitFor();
  });
  afterAll(() => app.stop());

  /** What becomes of it, and how long that took. */
  function render(markdown: string): Promise<{ html: string; text: string; elements: number; ms: number }> {
    return page.evaluate(`(async () => {
      const { renderMarkdown } = await import('/preview/assets/markdown.js');
      const root = document.createElement('div');
      const begin = performance.now();
      root.append(renderMarkdown(${JSON.stringify(markdown)}));
      const ms = performance.now() - begin;
      return { html: root.innerHTML, text: root.textContent, elements: root.querySelectorAll('*').length, ms };
    })()`);
  }

  it.each(cases)('%j', async (markdown, html) => {
    expect((await render(markdown)).html).toBe(html);
  });

  it('shows what Crier escaped as it was written', async () => {
    for (const text of fc.sample(hostileText, { numRuns: 400, seed: 1 }).map(cleanText)) {
      const { text: shown, elements } = await render(escapeMarkdown(text));
      expect(elements, text).toBe(0);
      expect(shown.replaceAll('\u200b', ''), text).toBe(text.replaceAll('\u200b', ''));
    }
  });

  it.each(['(', '[', '*', '_', '`', '~~', '||', '\\', '[](', '<', '*a ', '**a', '[x](()', '_a_b', '```', '> ', '- '])(
    'is not slowed down by 4,000 characters of %j',
    async (piece) => {
      expect((await render(piece.repeat(4_000 / piece.length))).ms).toBeLessThan(500);
      expect((await render(`[x](https://a${piece.repeat(4_000 / piece.length)}`)).ms).toBeLessThan(500);
    },
  );
});
