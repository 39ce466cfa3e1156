import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../src/destinations/_message/render-message.ts';
import type { DiscordMessage } from '../../../src/discord/message.ts';
import type { LaneItem } from '../../../src/model/destination-kind.ts';
import type { Event } from '../../../src/model/event.ts';
import type { Rendered } from '../../../src/model/message.ts';
import type { Store } from '../../../src/model/store.ts';
import { discordViolations } from '../../helpers/discord-rules.ts';
import { anEvent, frostvale, laneItem } from '../../helpers/lane-item.ts';

const nothing: ReadonlySet<never> = new Set();
const render = (items: readonly LaneItem[], own: Partial<Store> = {}): Rendered & { body: DiscordMessage } => {
  const rendered = renderMessage(items, { store: { ...frostvale, ...own }, omit: nothing });
  expect(discordViolations(rendered)).toEqual([]);
  return { ...rendered, body: rendered.body as DiscordMessage };
};
const sale = anEvent('payment.completed', 'transactions', { amount: { value: '9.99', currency: 'EUR' } });

describe('a pack', () => {
  const items = (count: number, event: Event = sale) =>
    Array.from({ length: count }, (_each, index) => laneItem({ ...event, id: `evt_${index}` }));

  test('holds ten embeds and says so', () => {
    expect(render(items(12))).toMatchObject({ count: 10 });
    expect(render(items(3)).body.embeds).toHaveLength(3);
  });

  test('stops at 6000 characters', () => {
    const { count, body } = render(items(5, { ...sale, description: 'x'.repeat(2500) }));
    expect(count).toBe(2);
    expect(body.embeds).toHaveLength(2);
  });

  test('lets one long event go alone', () => {
    const fields = Array.from({ length: 25 }, (_each, index) => ({ name: `Field ${index}`, value: 'y'.repeat(1024) }));
    expect(render(items(2, { ...sale, description: 'x'.repeat(9000), fields })).count).toBe(1);
  });

  test('has one name and one picture: it ends where the next one differs', () => {
    const [a, b, c] = [{ username: 'Shop' }, { username: 'Shop' }, { username: 'Bank' }].map((route) =>
      laneItem(sale, route),
    );
    if (a === undefined || b === undefined || c === undefined) throw new Error('three items');
    expect(render([a, b, c])).toMatchObject({ count: 2, body: { username: 'Shop' } });
    expect(render([c, a])).toMatchObject({ count: 1, body: { username: 'Bank' } });
  });

  test('goes without the name where Discord refused it', () => {
    const item = laneItem(sale, { username: 'Shop', avatarUrl: 'https://cdn.example.com/a.png' });
    const { body } = renderMessage([item], { store: frostvale, omit: new Set(['username']) });
    expect(body).not.toHaveProperty('username');
    expect(body).toHaveProperty('avatar_url', 'https://cdn.example.com/a.png');
  });

  test('pings the roles of its own items, each once', () => {
    const [one, two] = ['123456789012345678', '223456789012345678'];
    const ten = Array.from({ length: 10 }, () => laneItem(sale, { mentionRole: one }));
    const { body } = render([...ten, laneItem(sale, { mentionRole: two })]);
    expect(body.content).toBe(`<@&${one}>`);
    expect(body.allowed_mentions).toEqual({ parse: [], roles: [one] });
    expect(render([laneItem(sale, { mentionRole: '@everyone' })]).body).not.toHaveProperty('content');
  });

  test('gives the files of its events numbers and names of their own', () => {
    const { body, files } = render([
      laneItem({ ...sale, title: 'x'.repeat(300) }),
      laneItem({ ...sale, title: 'y'.repeat(300) }),
    ]);
    expect(files.map(({ name }) => name)).toEqual([`event-${sale.id}.txt`, `event-${sale.id}-2.txt`]);
    expect(body.attachments?.map(({ id }) => id)).toEqual(['0', '1']);
  });
});
