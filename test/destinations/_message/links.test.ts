import { expect, test } from 'vitest';
import { renderMessage } from '../../../src/destinations/_message/render-message.ts';
import type { EventLink } from '../../../src/model/event.ts';
import { discordViolations } from '../../helpers/discord-rules.ts';
import { anEvent, frostvale, laneItem } from '../../helpers/lane-item.ts';

const item = (links: EventLink[], index = 0) =>
  laneItem(anEvent('message.posted', 'processing', { title: `Message ${index}`, links }));
const render = (items: ReturnType<typeof item>[]) => {
  const rendered = renderMessage(items, { store: frostvale, omit: new Set() });
  expect(discordViolations(rendered)).toEqual([]);
  return rendered;
};
const shop = { label: 'View order', url: 'https://store.frostvale.example/orders/1042' };

test('links are buttons below the message, a row for each event', () => {
  const { body, count } = render([item([shop]), item([], 1), item([shop, shop], 2)]);
  expect(count).toBe(3);
  const button = { type: 2, style: 5, ...shop };
  expect(body).toMatchObject({
    components: [
      { type: 1, components: [button] },
      { type: 1, components: [button, button] },
    ],
  });
});

test('no more than five events with links share a message', () => {
  expect(render(Array.from({ length: 8 }, (_, index) => item([shop], index))).count).toBe(5);
});

test('a link that carries a secret or a mail address is left out; a label pings nobody', () => {
  const { body } = render([
    item([
      { label: 'leak', url: 'https://discord.com/api/webhooks/123456789012345678/abcdefghijklmnopqrstuvwxyz012345' },
      { label: '@everyone look', url: 'https://example.com/a' },
    ]),
  ]);
  expect(JSON.stringify(body)).not.toContain('abcdefghijklmnop');
  expect(JSON.stringify(body)).not.toContain('@everyone');
  expect(body).toMatchObject({ components: [{ components: [{ url: 'https://example.com/a' }] }] });
});
