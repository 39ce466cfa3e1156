import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../src/destinations/_message/render-message.ts';
import { palette } from '../../src/looks/_palette.ts';
import { completeEvent } from '../../src/pipeline/accept/complete-event.ts';
import { finishEvents } from '../../src/pipeline/receive/finish-events.ts';
import mssgs from '../../src/sources/mssgs.ts';
import { discordViolations } from '../helpers/discord-rules.ts';
import { frostvale, laneItem } from '../helpers/lane-item.ts';

// Every shape of a message in mssgs' documentation, as it is told.

const settings = { secrets: ['token'], currency: 'EUR' };
const address = { server: 'srv-1', channel: 'chn-1' };

function receive(body: object, query: Record<string, string> = address) {
  const request = { body: Buffer.from(JSON.stringify({ token: 'token', ...body })), headers: {}, query, receivedAt: 0 };
  const translation = mssgs.translate(request, settings);
  const { inputs } = finishEvents(mssgs, request, translation, settings);
  return { answer: translation.answer, event: inputs[0] };
}

function told(body: object, query?: Record<string, string>) {
  const { answer, event } = receive(body, query);
  expect(answer).toEqual({ status: 200, body: { success: true } });
  if (event === undefined) throw new Error('nothing is told');
  return event;
}

function drawn(body: object) {
  const event = completeEvent(told(body), 'main', Date.UTC(2026, 8, 14));
  const rendered = renderMessage([laneItem(event)], { store: frostvale, omit: new Set() });
  expect(discordViolations(rendered)).toEqual([]);
  return rendered.body;
}

const cardOf = (body: object) => drawn(body).embeds?.[0];

test('content alone, as curl sends it', () => {
  const event = told({ content: 'The shop is open again' });
  expect(event).toMatchObject({ title: 'Message', description: 'The shop is open again', severity: 'info' });
  expect(cardOf({ content: 'The shop is open again' })).toMatchObject({ description: 'The shop is open again' });
});

test('the simple form, with each of its fields', () => {
  const body = {
    content: 'Map reset done',
    color: 'green',
    title: 'Reset Bot',
    title_url: 'https://store.frostvale.example/resets/7',
    sub_title: 'Took 3 minutes',
    avatar_url: 'https://cdn.frostvale.example/reset.png',
  };
  expect(told(body)).toMatchObject({ category: 'processing', severity: 'success' });
  expect(cardOf(body)).toMatchObject({
    author: { name: 'Reset Bot', icon_url: body.avatar_url },
    title: '💬 Reset Bot',
    url: body.title_url,
    description: 'Took 3 minutes\nMap reset done',
    color: palette.money,
  });
});

test('the full form, with each of its fields', () => {
  const body = {
    message_container: {
      type: 'embed_message',
      color: 'blue',
      title: 'Parcel Update',
      description: 'Parcel 7 is on its way',
      title_url: 'https://store.frostvale.example/parcels/7',
      sub_title: 'Arrives on Friday',
      bot_name: 'Parcel Bot',
      avatar_url: 'https://cdn.frostvale.example/parcel.png',
      fields: [
        { field: 'Status', value: 'Sent' },
        { field: 'Weight', value: 2.5 },
      ],
    },
  };
  const card = cardOf(body);
  expect(card).toMatchObject({
    author: { name: 'Parcel Bot', icon_url: 'https://cdn.frostvale.example/parcel.png' },
    title: '💬 Parcel Update',
    url: 'https://store.frostvale.example/parcels/7',
    description: 'Arrives on Friday\nParcel 7 is on its way',
    color: palette.pending,
  });
  expect(card?.fields).toMatchObject([
    { name: 'Status', value: 'Sent' },
    { name: 'Weight', value: '2.5' },
  ]);
});

test('fields beside content, in the order and under the names that were sent', () => {
  const fields = ['Status', 'Duration', 'Environment'].map((field) => ({ field, value: `value of ${field}` }));
  expect(cardOf({ content: 'Deployed', fields })?.fields?.map(({ name }) => name)).toEqual([
    'Status',
    'Duration',
    'Environment',
  ]);
});

test('content stands beside a container, with or without a description in it', () => {
  const described = { title: 'Results', description: '3 items' };
  expect(told({ content: 'Found:', message_container: described }).description).toBe('Found:\n\n3 items');
  const bare = { title: 'Results', fields: [{ field: 'Items', value: '3' }] };
  const event = told({ content: 'Found:', message_container: bare });
  expect(event).toMatchObject({ title: 'Results', description: 'Found:', fields: [{ name: 'Items', value: '3' }] });
});

describe('the six colours are told apart, on a card and in a small text', () => {
  const colours = ['blue', 'green', 'orange', 'red', 'yellow', 'purple'];

  test('on a card', () => {
    const seen = colours.map((color) => cardOf({ content: 'x', color })?.color);
    expect(new Set(seen).size).toBe(6);
    expect(new Set([...seen, cardOf({ content: 'x' })?.color]).size).toBe(7);
  });

  test('in a small text', () => {
    const note = (color: string) => drawn({ message_container: { type: 'system_message', description: 'x', color } });
    expect(new Set(colours.map((color) => note(color).content)).size).toBe(6);
  });

  test('red is an error, orange a warning, green a success', () => {
    const severities = colours.map((color) => told({ content: 'x', color }).severity);
    expect(severities).toEqual(['info', 'success', 'warning', 'error', 'info', 'info']);
  });
});

test('a system message is a small text without a card, which pings and formats nothing', () => {
  const container = {
    type: 'system_message',
    color: 'red',
    title: 'Alert: *Cache* Error',
    description: '@everyone timeout\nafter 30s',
    sub_title: 'cache-02',
  };
  const { content, embeds, allowed_mentions } = drawn({ message_container: container });
  expect(embeds ?? []).toEqual([]);
  expect(content?.split('\n')).toEqual([
    '-# 🔴 **Alert: \\*Cache\\* Error** · cache-02',
    '-# @\u200beveryone timeout',
    '-# after 30s',
  ]);
  expect(allowed_mentions).toEqual({ parse: [] });
  expect(told({ message_container: container })).toMatchObject({ category: 'errors', severity: 'error' });
});

test('a system message with fields, or one that is too long for a text, is a card', () => {
  const container = { type: 'system_message', title: 'T', description: 'D' };
  const fields = [{ field: 'Host', value: 'a' }];
  expect(cardOf({ message_container: { ...container, fields } })).toMatchObject({ fields: [{ name: 'Host' }] });
  expect(cardOf({ message_container: { ...container, description: 'x'.repeat(2_500) } })?.description).toHaveLength(
    2_500,
  );
});

test('links are buttons; buttons that work in mssgs only are named, and kept with what they would have sent', () => {
  const body = {
    message_container: { color: 'yellow', title: 'Unban request', description: 'kai_harbor asks for a second chance' },
    actions: [
      { label: 'Unban', type: 'trigger:unban-guid', payload: { player: 'kai_harbor' } },
      { text: 'Later', type: 'button', color: 'red', triggers: [{ action: 'local:remove_message' }] },
      { label: 'History', type: 'url:https://store.frostvale.example/bans/kai_harbor' },
    ],
  };
  const message = drawn(body);
  const history = { label: 'History', url: 'https://store.frostvale.example/bans/kai_harbor' };
  expect(message.components).toMatchObject([{ components: [history] }]);
  expect(message.embeds?.[0]?.fields).toMatchObject([
    { name: 'Buttons that work in mssgs only', value: 'Unban, Later' },
  ]);
  expect(told(body).data).toMatchObject({ original: { actions: body.actions } });
});

test('more than five links, and more than 25 fields, are told all the same', () => {
  const actions = Array.from({ length: 7 }, (_each, index) => ({
    text: `Page ${index}`,
    type: `url:https://store.frostvale.example/${index}`,
  }));
  expect(told({ content: 'x', actions })).toMatchObject({
    links: { length: 5 },
    fields: [{ name: 'Page 5' }, { name: 'Page 6', value: 'https://store.frostvale.example/6' }],
  });
  const fields = Array.from({ length: 40 }, (_each, index) => ({ field: `Field ${index}`, value: `value ${index}` }));
  const event = told({ content: 'Many', fields });
  expect(event.fields).toHaveLength(25);
  expect(event.description).toBe(
    `Many\n\n${fields
      .slice(25)
      .map(({ field, value }) => `${field}: ${value}`)
      .join('\n')}`,
  );
});

test('the channel of the address chooses the type, and with it the route; without one there is one type', () => {
  expect(told({ content: 'x' }, { server: 's', channel: 'DEF67890-12' }).type).toBe('message.posted.def67890-12');
  expect(told({ content: 'x' }, {}).type).toBe('message.posted');
  expect(told({ content: 'x' }).data).toMatchObject({ original: { server_guid: 'srv-1', channel_guid: 'chn-1' } });
});

test('the token is kept nowhere', () => {
  expect(JSON.stringify(told({ content: 'x' }))).not.toContain('token');
});

test('a message without a text has its own error codes', () => {
  const error = (body: object) => receive(body).answer?.body;
  expect(error({})).toEqual({ error: 'MISSING_REQUIRED_FIELDS' });
  expect(error({ message_container: { title: 'T' } })).toEqual({ error: 'MISSING_CONTENT' });
  expect(error({ content: '' })).toEqual({ error: 'MISSING_CONTENT' });
  expect(error({ actions: [{ label: 'A', type: 'url:https://a.example' }] })).toEqual({ error: 'MISSING_CONTENT' });
});
