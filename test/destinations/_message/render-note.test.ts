import { expect, test } from 'vitest';
import { renderMessage } from '../../../src/destinations/_message/render-message.ts';
import type { LaneItem } from '../../../src/model/destination-kind.ts';
import type { Event } from '../../../src/model/event.ts';
import { discordViolations } from '../../helpers/discord-rules.ts';
import { anEvent, frostvale, laneItem } from '../../helpers/lane-item.ts';

const noteOf = (parts: Partial<Event> = {}) =>
  anEvent('message.posted', 'processing', {
    title: 'Backup',
    description: 'done',
    data: { message_type: 'system_message' },
    ...parts,
  });
const card = laneItem(anEvent('payment.completed', 'transactions'));
const note = laneItem(noteOf());

function render(items: readonly LaneItem[]) {
  const rendered = renderMessage(items, { store: frostvale, omit: new Set() });
  expect(discordViolations(rendered)).toEqual([]);
  return rendered;
}

test('a small text is a message of its own, between cards too', () => {
  expect(render([note, card])).toMatchObject({ count: 1, body: { content: '-# 💬 **Backup**\n-# done' } });
  expect(render([card, note, card])).toMatchObject({ count: 1, body: { embeds: { length: 1 } } });
  expect(render([note, note]).count).toBe(1);
});

test('it has the name, the picture, the role and the links that its card would have', () => {
  const links = [{ label: 'Log', url: 'https://store.frostvale.example/log' }];
  const route = {
    mentionRole: '900000000000000001',
    username: 'Frost',
    avatarUrl: 'https://cdn.frostvale.example/f.png',
  };
  const player = { name: 'Backup Bot' };
  const { body } = render([laneItem(noteOf({ links, player }), route)]);
  expect(body).toMatchObject({
    content: '<@&900000000000000001>\n-# 💬 Backup Bot · **Backup**\n-# done',
    username: 'Frost',
    avatar_url: route.avatarUrl,
    allowed_mentions: { parse: [], roles: [route.mentionRole] },
    components: [{ components: links }],
  });
});

test('what a text cannot hold is a card', () => {
  const cardOf = (parts: Partial<Event>) => render([laneItem(noteOf(parts))]).body.embeds?.length;
  expect(cardOf({ fields: [{ name: 'Host', value: 'a' }] })).toBe(1);
  expect(cardOf({ amount: { value: '1.00', currency: 'EUR' } })).toBe(1);
  expect(cardOf({ description: 'x'.repeat(2_100) })).toBe(1);
  expect(cardOf({ data: {} })).toBe(1);
});
