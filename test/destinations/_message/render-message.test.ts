import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../src/destinations/_message/render-message.ts';
import type { DiscordMessage, Embed } from '../../../src/discord/message.ts';
import type { LaneItem } from '../../../src/model/destination-kind.ts';
import type { Event } from '../../../src/model/event.ts';
import type { Rendered } from '../../../src/model/message.ts';
import type { Store } from '../../../src/model/store.ts';
import { discordViolations } from '../../helpers/discord-rules.ts';
import { anEvent, frostvale, laneItem } from '../../helpers/lane-item.ts';
import { textOf } from '../../helpers/text-of.ts';

const nothing: ReadonlySet<never> = new Set();
const render = (items: readonly LaneItem[], own: Partial<Store> = {}): Rendered & { body: DiscordMessage } => {
  const rendered = renderMessage(items, { store: { ...frostvale, ...own }, omit: nothing });
  expect(discordViolations(rendered)).toEqual([]);
  return { ...rendered, body: rendered.body as DiscordMessage };
};
const embedOf = (event: Event, own: Partial<Store> = {}): Embed =>
  render([laneItem(event)], own).body.embeds?.[0] ?? {};
const fieldOf = (embed: Embed, name: string) => embed.fields?.find((field) => field.name === name)?.value;
const sale = anEvent('payment.completed', 'transactions', { amount: { value: '9.99', currency: 'EUR' } });

describe('an embed', () => {
  test('takes the title from the store, else the event, else the look, behind one icon', () => {
    expect(embedOf(sale).title).toBe('💰 New purchase');
    expect(embedOf({ ...sale, title: 'New order #1042' }).title).toBe('💰 New order #1042');
    expect(embedOf({ ...sale, title: '🔥 Sold' }).title).toBe('🔥 Sold');
    const looks = { 'payment.completed': { title: 'Ka-ching', icon: '🤑' } };
    expect(embedOf({ ...sale, title: 'New order' }, { looks }).title).toBe('🤑 Ka-ching');
  });

  test('writes the amount as the store does', () => {
    expect(fieldOf(embedOf(sale), 'Amount')).toBe('**€9.99**');
    expect(fieldOf(embedOf(sale, { locale: 'de-DE' }), 'Amount')).toBe('**9,99\u00a0€**');
  });

  test('shows who gave to whom', () => {
    const gift = anEvent('gift.sent', 'gifting', { player: { name: 'Mira' }, recipient: { name: 'Oakley_99' } });
    expect(embedOf(gift)).toMatchObject({ author: { name: 'Mira' }, description: '**Mira** → **Oakley\\_99**' });
  });

  test("lists items with their quantity, and times in the reader's zone", () => {
    const embed = embedOf({
      ...sale,
      data: { items: [{ name: 'Key', quantity: 5 }, { title: 'Rank' }], expires_at: '2026-10-14T00:00:00Z' },
    });
    expect(fieldOf(embed, 'Package')).toBe('5× Key\nRank');
    expect(fieldOf(embed, 'Expires')).toBe('<t:1791936000:f> (<t:1791936000:R>)');
  });

  test('shows what else the data tells, with labels for people, and nothing twice', () => {
    const data = {
      package: 'Rank',
      product: 'Rank',
      orderNumber: 7,
      customer: { region: 'North' },
      price: 9.99,
      currency: 'EUR',
      note: 'Mira',
    };
    const embed = embedOf({ ...sale, player: { name: 'Mira' }, data });
    expect(embed.fields?.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Amount: **€9.99**',
      'Package: Rank',
      'Order number: 7',
      'Customer region: North',
    ]);
  });

  test("shows the sender's fields after the look's, and leaves empty ones out", () => {
    const fields = [
      { name: 'Season', value: 'Winter' },
      { name: 'Empty', value: ' \u200b' },
      { name: '', value: 'x' },
    ];
    const embed = embedOf({ ...sale, fields });
    expect(embed.fields?.map(({ name }) => name)).toEqual(['Amount', 'Season', '·']);
  });

  test('ends with store, application and event id', () => {
    expect(embedOf({ ...sale, application: 'web' }).footer?.text).toBe(`Frostvale · web · ${sale.id}`);
    expect(embedOf(sale).timestamp).toBe('2026-09-14T18:22:45.000Z');
  });

  test('hides what the store hides, by path or label', () => {
    const looks = { transactions: { hide: ['Server', 'data.secret_level'] } };
    const embed = embedOf({ ...sale, data: { server: 'Survival', secret_level: 5, depth: 3 } }, { looks });
    expect(embed.fields?.map(({ name }) => name)).toEqual(['Amount', 'Depth']);
  });

  test('never shows the code of a gift card', () => {
    const card = anEvent('giftcard.created', 'gifting', {
      data: { code: 'ABCD-EFGH-1234', gift_card: { code: 'ABCD-EFGH-1234' }, masked_code: '…1234' },
    });
    expect(JSON.stringify(embedOf(card))).not.toContain('ABCD');
    expect(fieldOf(embedOf(card), 'Card')).toBe('`…1234`');
  });
});

describe('contact data', () => {
  const private_ = {
    ...sale,
    player: { name: 'mira@example.com' },
    description: 'Paid by mira@example.com from 203.0.113.24',
    fields: [{ name: 'E-mail', value: 'x y z' }],
  };
  const withData: Event = {
    ...private_,
    data: {
      email: 'kai@example.com',
      customer: { ip: '198.51.100.7', address: { city: 'Hidden Falls' } },
      note: 'call kai@example.com',
    },
  };
  const traces = /example\.com|203\.0|198\.51|Hidden Falls|x y z/;

  test('is left out', () => {
    const rendered = render([laneItem({ ...withData, url: 'https://shop.example.org/?mail=mira@example.com' })]);
    expect(JSON.stringify(rendered)).not.toMatch(traces);
    expect(JSON.stringify(rendered)).toContain('Paid by (e-mail hidden) from (IP hidden)');
  });

  test('is shown where the store asks for it', () => {
    expect(JSON.stringify(embedOf(withData, { showContact: true }))).toMatch(
      /mira@example\.com.*203\.0\.113\.24.*198\.51\.100\.7/,
    );
  });

  test('secrets are masked for everybody, in files too', () => {
    const secret = 'https://discord.com/api/webhooks/123456789012345678/abcdefghijklmnopqrstuvwxyz012345';
    const leak: Event = {
      ...anEvent('error.webhook', 'errors'),
      description: `${secret} `.repeat(200),
      title: secret,
      data: { password: 'hunter22', reason: secret },
    };
    const rendered = render([laneItem(leak)], { showContact: true });
    expect(rendered.files).toHaveLength(1);
    expect(JSON.stringify(rendered)).not.toMatch(/abcdefghij|hunter22/);
  });
});

describe('what failed', () => {
  const stack = `java.io.IOException: write failed\n${'\tat net.frostvale.Shop.run(Shop.java:42)\n'.repeat(300)}Caused by: the disk is full`;

  test('shows its stack as a code block, cut in the middle, with the whole as a file', () => {
    const rendered = render([
      laneItem(anEvent('error.plugin', 'errors', { description: 'Shop stopped', data: { stack } })),
    ]);
    const description = rendered.body.embeds?.[0]?.description ?? '';
    expect(description).toMatch(
      /^Shop stopped\n```\njava\.io\.IOException: write failed\n[\s\S]*\nCaused by: the disk is full\n```$/,
    );
    expect(rendered.files[0]?.name).toBe('event-evt_0193a5b2c3d4e5f60718293a4b5c6d7e.txt');
    expect(textOf(rendered.files[0])).toContain(stack);
    expect(rendered.body.attachments).toEqual([
      { id: '0', filename: 'event-evt_0193a5b2c3d4e5f60718293a4b5c6d7e.txt' },
    ]);
  });

  test('cannot break out of the block', () => {
    const description = embedOf(
      anEvent('job.failed', 'processing', { data: { trace: ['a', '```', '@everyone ||x||'] } }),
    ).description;
    expect(description?.match(/```/g)).toHaveLength(2);
  });

  test('shows a description of several lines as code too', () => {
    expect(embedOf(anEvent('command.failed', 'errors', { description: 'a *\nb' })).description).toBe(
      '```\na *\nb\n```',
    );
    expect(embedOf(anEvent('ticket.opened', 'processing', { description: 'a *\nb' })).description).toBe('a \\*\nb');
  });
});

describe('a text that is cut', () => {
  const long = anEvent('donation.received', 'transactions', {
    description: 'word '.repeat(2000),
    fields: [{ name: 'Long', value: 'x'.repeat(3000) }],
  });

  test('travels whole in a file', () => {
    const { files } = render([laneItem(long)]);
    expect(files).toHaveLength(1);
    expect(textOf(files[0])).toContain('word '.repeat(2000).trim());
    expect(textOf(files[0])).toContain('x'.repeat(3000));
  });

  test('travels alone where files are refused', () => {
    const rendered = renderMessage([laneItem(long)], { store: frostvale, omit: new Set(['files']) });
    expect(rendered.files).toEqual([]);
    expect(rendered.body).not.toHaveProperty('attachments');
  });

  test('is at most a mebibyte', () => {
    const { files } = render([laneItem({ ...long, description: '😀'.repeat(600_000) })]);
    expect(Buffer.byteLength(textOf(files[0]))).toBeLessThanOrEqual(1_048_576);
  });
});

test('100,000 characters are rendered in a moment', () => {
  const units = [
    'x',
    '*',
    '`',
    '@everyone ',
    'mira@example.com ',
    '# a\n',
    '👨‍👩‍👧‍👦',
    'Z\u0301\u0301\u0301\u0301\u0301\u0301',
  ];
  for (const unit of units) {
    const text = unit.repeat(Math.ceil(100_000 / unit.length));
    const start = performance.now();
    render([laneItem(anEvent('error.plugin', 'errors', { description: text, data: { stack: text } }))]);
    expect(performance.now() - start, unit).toBeLessThan(500);
  }
});
