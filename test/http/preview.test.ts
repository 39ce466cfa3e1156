import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const hostile = '<img src=x onerror=alert(1)> @everyone **bold** [x](https://evil.example) `code` <@&123> ||s||';
const emoji = '<a:wave:12345678901234567>';

const browser = await openBrowser();
afterAll(() => browser?.close());

describe.skipIf(browser === undefined)('the page /preview', () => {
  let app: TestApp;
  let page: Page;
  /** Dialogs, errors, and requests to any other host. */
  let trouble: string[];

  beforeEach(async () => {
    trouble = [];
    app = await startTestApp();
    if (browser === undefined) throw new Error('there is no browser');
    page = await browser.newPage({ viewport: { width: 1200, height: 900 }, locale: 'en-GB' });
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('console', (line) => line.type() === 'error' && trouble.push(`console: ${line.text()}`));
    page.on('request', (asked) => new URL(asked.url()).origin !== app.url && trouble.push(`asked ${asked.url()}`));
    await page.goto(`${app.url}/preview?token=${app.app.previewToken}`);
    await page.locator('#connection[data-state=connected]').waitFor();
  });
  afterEach(async () => {
    await page.close();
    await app.stop();
    rmSync(app.dir, { recursive: true, force: true });
    expect(trouble).toEqual([]);
  });

  it('is opened by the link of the start screen, which leaves no token behind', async () => {
    expect(page.url()).toBe(`${app.url}/preview`);
    const seen = await page.evaluate('[document.referrer, document.cookie, JSON.stringify(performance.getEntries())]');
    expect(JSON.stringify(seen)).not.toContain(app.app.previewToken);
    expect(JSON.stringify(seen)).not.toContain('crier_preview');
  });

  const messages = () => page.locator('discord-message');
  const lastText = (selector: string) => messages().last().locator(selector).first();

  it('draws components, buttons and polls', async () => {
    const { url } = (await app.request('POST', '/v1/webhooks', { category: 'errors', name: 'Scripts' })).body;
    const post = (body: object) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const text = (content: string) => ({ type: 10, content });
    const open = { type: 2, style: 5, label: 'Open', url: 'https://example.com/trade' };
    await post({
      flags: 32768,
      components: [
        text(`# Trade\n${hostile}`),
        {
          type: 17,
          accent_color: 0x2ecc71,
          components: [{ type: 9, components: [text('Two swords')], accessory: open }, { type: 14 }],
        },
      ],
    });
    await post({
      poll: { question: { text: 'Wipe?' }, answers: [{ poll_media: { text: 'Yes', emoji: { name: '👍' } } }] },
    });
    await page.locator('.poll').waitFor();
    expect(await page.locator('.text-display .heading-1').first().textContent()).toBe('Trade');
    expect(await page.locator('.section .button').getAttribute('href')).toBe('https://example.com/trade');
    expect(await page.locator('.components .container').getAttribute('style')).toContain('rgb(46, 204, 113)');
    expect(await page.locator('.poll').textContent()).toBe('Wipe?👍 Yes');
  });

  it('tells how to send the first event, then shows it as it is sent, and again after a reload', async () => {
    expect(await page.locator('#channel').textContent()).toBe('frostvale');
    expect(await page.locator('#curl').textContent()).toContain(`curl ${app.url}/v1/events`);
    expect(await page.locator('#welcome').textContent()).toContain('npm run demo');
    await page.evaluate('window.isSamePage = true');

    await app.post({
      type: 'payment.completed',
      player: { name: 'Steve' },
      amount: { value: '9.99', currency: 'EUR' },
      data: { package: 'VIP' },
    });
    await messages().first().waitFor();
    expect(await page.evaluate('window.isSamePage')).toBe(true);
    expect(await page.locator('#welcome').isVisible()).toBe(false);
    await shows();

    await page.reload();
    await messages().first().waitFor();
    expect(await messages().count()).toBe(1);
    await shows();

    async function shows() {
      expect(await lastText('.discord-author-username').textContent()).toBe('Crier');
      const tag = lastText('discord-verified-author-tag');
      expect(await tag.evaluate((it) => it.shadowRoot?.textContent?.trim())).toBe('App');
      expect(await lastText('.discord-embed-author').innerText()).toBe('Steve');
      expect(await lastText('.discord-embed-title').innerText()).toContain('New purchase');
      const names = await messages().locator('.discord-field-title').allInnerTexts();
      expect(names.map((name) => name.trim())).toEqual(['Amount', 'Package']);
      expect(await messages().locator('discord-embed-field .value').allInnerTexts()).toEqual(['€9.99', 'VIP']);
      expect(await lastText('.where').textContent()).toBe('preview only');
      const [sent] = await app.app.deps.storage.listMessages('main', 1);
      const { color } = JSON.parse(sent?.body ?? '').embeds[0];
      const bar = await lastText('.discord-left-border').evaluate(
        (it) => it.ownerDocument.defaultView?.getComputedStyle(it).backgroundColor,
      );
      expect(bar).toBe(`rgb(${color >> 16}, ${(color >> 8) & 255}, ${color & 255})`);
    }
  });

  it('shows the JSON as it was sent, one click away', async () => {
    await app.post({ type: 'payment.completed', player: { name: 'Steve' }, description: 'a\n*b* \\ ` "c"' });
    await messages().getByRole('button', { name: 'Raw JSON' }).click();
    const text = await messages().locator('.raw pre').textContent();
    const [sent] = await app.app.deps.storage.listMessages('main', 1);
    expect(JSON.parse(text ?? '')).toEqual(JSON.parse(sent?.body ?? ''));
    expect(text).toContain('\n  "embeds": [');
    await messages().getByRole('button', { name: 'Raw JSON' }).click();
    expect(await messages().locator('.raw').isVisible()).toBe(false);
  });

  it('shows hostile text as text', async () => {
    const text = `${hostile} ${emoji}`;
    await app.post({
      type: 'payment.completed',
      title: text,
      description: `${text}\n# head\n> quote\n\`\`\`js\nx\`\`\`\njavascript:alert(1) <https://evil.example>`,
      url: 'https://shop.example/order/1',
      player: { name: text },
      fields: [{ name: text, value: text }],
    });
    await messages().first().waitFor();
    for (const selector of ['.discord-embed-author', 'discord-embed-description', 'discord-embed-field .value']) {
      expect((await lastText(selector).innerText()).replace(/[\u200b\u2060]/g, ''), selector).toContain(text);
    }
    expect(await lastText('.discord-embed-title').innerText()).toContain('<img src=x onerror=alert(1)>');
    const marks = 'img[src=x], .value :is(strong, em, a, code, pre, blockquote, .mention, .spoiler, [class^=heading])';
    expect(await messages().locator(marks).count()).toBe(0);
    expect(
      await messages()
        .locator('a')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href'))),
    ).toEqual(['https://shop.example/order/1']);
  });

  it('leaves a reader alone who scrolled up, and tells of what is new', async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ type: 'points.earned', player: { name: `P${index}` } }));
    await app.post(...many);
    await expect.poll(() => messages().count()).toBe(12);
    const top = () => page.locator('#scroller').evaluate((element) => Math.round(element.scrollTop));
    const toEnd = () =>
      page.locator('#scroller').evaluate((it) => Math.round(it.scrollHeight - it.scrollTop - it.clientHeight));
    await expect.poll(toEnd).toBeLessThan(2);
    await page.locator('#scroller').evaluate((element) => {
      element.scrollTop = 100;
    });
    await app.post({ type: 'gift.sent', player: { name: 'Alex' } });
    await page.getByRole('button', { name: '1 new message' }).click();
    await expect.poll(toEnd).toBeLessThan(2);
    expect(await top()).toBeGreaterThan(100);
    expect(await page.locator('#newer').isVisible()).toBe(false);
  });

  it('comes back by itself, with what it missed, when Crier was restarted', async () => {
    const { dir, url } = app;
    await app.app.stop();
    await page.locator('#connection[data-state=reconnecting]').waitFor();
    app = await startTestApp({ dir, settings: { port: Number(new URL(url).port) } });
    await app.post({ type: 'gift.sent', player: { name: 'Alex' } });
    await messages().first().waitFor();
    await page.locator('#connection[data-state=connected]').waitFor();
    trouble = trouble.filter((line) => !line.includes('ERR_'));
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const code = `at ${'com.example.deep.'.repeat(20)}Thing`;
    await app.post({ type: 'error.plugin', player: { name: 'n'.repeat(200) }, data: { stack: `${code}\n${code}` } });
    await messages().first().waitFor();
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    const right = await messages()
      .locator('discord-embed, .tools, pre')
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().right));
    expect(Math.max(...right)).toBeLessThanOrEqual(390);
  });
});
