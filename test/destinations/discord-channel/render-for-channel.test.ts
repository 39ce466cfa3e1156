import { expect, test } from 'vitest';
import { longId, readCustomId } from '../../../src/discord/custom-id.ts';
import type { LaneItem } from '../../../src/model/destination-kind.ts';
import { anEvent, laneItem } from '../../helpers/lane-item.ts';
import { bodyOf, destinationOf, itemOf, makeKind, noOptions } from './_world.ts';

const channelId = '1480000000000000001';
const kind = makeKind({
  discord: {
    apiBase: 'https://discord.invalid/api/v10',
    channelLimit: undefined,
    globalLimit: undefined,
    botToken: 'a.b.c',
  },
});
const render = (items: readonly LaneItem[], channel = channelId) =>
  kind.render(items, noOptions, destinationOf(kind, channel));
const labels = (items: readonly LaneItem[]) =>
  (bodyOf(render(items)).components ?? []).map(({ components }) => components.map(({ label }) => label));

test('a message bears no name and no picture, whoever asks for one, and pings nobody', () => {
  const route = { username: 'Shop', avatarUrl: 'https://example.com/a.png' };
  const relayed = { body: { content: 'hi', username: 'Log', avatar_url: 'https://example.com/b.png' }, files: [] };
  const items = [
    laneItem(anEvent('payment.completed', 'transactions'), route),
    laneItem(anEvent('message.posted', 'processing', { relayed: { ...relayed, threadId: '1480000000000000009' } })),
  ];
  for (const item of items) {
    const rendered = render([item]);
    expect(bodyOf(rendered)).not.toHaveProperty('username');
    expect(bodyOf(rendered)).not.toHaveProperty('avatar_url');
    expect(bodyOf(rendered).allowed_mentions).toEqual({ parse: [] });
    expect(rendered.threadId).toBeUndefined();
  }
});

test('events of routes with different names share a message, since the name is the bot’s', () => {
  const [first, second] = [itemOf(1), itemOf(2)];
  const named = (item: LaneItem, username: string): LaneItem => ({
    ...item,
    route: { store: 'main', key: 'default', destination: 'dst_1', muted: false, username },
  });
  expect(render([named(first, 'Shop'), named(second, 'Till')]).count).toBe(2);
});

test('the nonce is the same for the same deliveries into the same channel, and another for all others', () => {
  const [one, two] = [itemOf(1), itemOf(2)];
  const nonce = (items: readonly LaneItem[], channel?: string) => bodyOf(render(items, channel)).nonce ?? '';
  expect(bodyOf(render([one])).enforce_nonce).toBe(true);
  expect(nonce([one])).toBe(nonce([one]));
  const others = [nonce([one]), nonce([two]), nonce([one, two]), nonce([one], '1480000000000000002')];
  expect(new Set(others).size).toBe(4);
  for (const other of others) expect(other).toMatch(/^[\w-]{1,25}$/);
});

test('what is tried again goes alone: what came meanwhile must not pass for sent under its nonce', () => {
  const tried = [itemOf(1, undefined, { attempts: 1 }), itemOf(2, undefined, { attempts: 1 })];
  const fresh = itemOf(3);
  expect(render([...tried, fresh]).count).toBe(2);
  expect(bodyOf(render([...tried, fresh])).nonce).toBe(
    bodyOf(render(tried.map((item) => ({ ...item, delivery: { ...item.delivery, attempts: 0 } })))).nonce,
  );
});

test.each([
  ['payment.failed', 'transactions'],
  ['payment.declined', 'transactions'],
  ['subscription.payment_failed', 'subscriptions'],
  ['error.plugin', 'errors'],
] as const)('%s alone has buttons, which know the delivery, the store and nobody', (type, category) => {
  const item = laneItem(anEvent(type, category));
  expect(labels([item])).toEqual([['Acknowledge', 'Replay']]);
  const buttons = bodyOf(render([item])).components?.[0]?.components ?? [];
  const ids = buttons.map(({ custom_id = '' }) => readCustomId(custom_id, ['other', 'main']));
  expect(ids).toMatchObject([
    { command: 'delivery', action: 'acknowledge', store: 'main', user: '0' },
    { command: 'delivery', action: 'resend', store: 'main', user: '0' },
  ]);
  for (const id of ids) expect(longId('dlv', id?.args[0] ?? '')).toBe(item.delivery.id);
});

test('the event’s own links stand above the buttons', () => {
  const links = [{ label: 'Open', url: 'https://example.com/order' }];
  expect(labels([laneItem(anEvent('payment.failed', 'transactions', { links }))])).toEqual([
    ['Open'],
    ['Acknowledge', 'Replay'],
  ]);
});

test('what went well, what shares a message, and what goes through as it came has no buttons of ours', () => {
  expect(labels([itemOf(1)])).toEqual([]);
  expect(labels([itemOf(1, 'payment.failed'), itemOf(2, 'payment.failed')])).toEqual([]);
  const relayed = { body: { content: 'hi' }, files: [] };
  expect(labels([laneItem(anEvent('message.posted', 'errors', { relayed }))])).toEqual([]);
});

test('buttons that a sender makes up are left out', () => {
  const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: '1:delivery:cancel' }] }];
  const relayed = { body: { content: 'hi', components }, files: [] };
  expect(labels([laneItem(anEvent('message.posted', 'processing', { relayed }))])).toEqual([]);
});
