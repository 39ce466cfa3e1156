import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

let discord: FakeDiscord;
let crier: TestApp;
let url: string;

beforeAll(async () => {
  discord = await startFakeDiscord({ webhookLimit: null, channelLimit: null });
  crier = await startTestApp({
    apiBase: discord.apiBase,
    routes: { default: discord.addWebhook().url },
    settings: { discord: { apiBase: discord.apiBase, channelLimit: undefined, globalLimit: undefined } },
  });
  ({ url } = (await crier.request('POST', '/v1/webhooks', { category: 'processing', name: 'Scripts' })).body);
});
afterAll(async () => {
  await crier.stop();
  await discord.stop();
});

async function post(body: unknown) {
  const form = body instanceof FormData;
  const response = await fetch(`${url}?wait=true`, {
    method: 'POST',
    headers: form ? {} : { 'content-type': 'application/json' },
    body: form ? body : JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** The message as it stands in Discord, after it was posted. */
async function arrives(body: unknown) {
  const answer = await post(body);
  expect(answer).toMatchObject({ status: 200 });
  const message = discord.messages().find(({ id }) => id === answer.body.id);
  if (message === undefined) throw new Error('it did not arrive');
  return message;
}

async function refused(body: unknown) {
  const before = discord.messages().length;
  const answer = await post(body);
  expect(discord.messages()).toHaveLength(before);
  return answer;
}

const newest = async () => {
  const { body } = await crier.request('GET', '/v1/deliveries?limit=1');
  return (await crier.request('GET', `/v1/events/${body.data[0].event_id}`)).body;
};

test('numbers, truth values and tables in an embed arrive as text, and digits as a colour', async () => {
  const { body } = await arrives({
    content: 17,
    embeds: [
      {
        title: 90210,
        color: '3066993',
        author: [],
        image: 'https://example.com/map.png',
        fields: [
          { name: 'Cash', value: 125000 },
          { name: 42, value: true, inline: 1 },
          { name: 'Position', value: { x: 1.5, y: -2, z: 30 } },
          { name: 'Items', value: ['bread', 'water'] },
          { name: 'Steam', value: '76561198000000001' },
        ],
      },
    ],
  });
  expect(body).toMatchObject({
    content: '17',
    embeds: [
      {
        title: '90210',
        color: 3066993,
        image: { url: 'https://example.com/map.png' },
        fields: [
          { name: 'Cash', value: '125000' },
          { name: '42', value: 'true', inline: true },
          { name: 'Position', value: '{"x":1.5,"y":-2,"z":30}' },
          { name: 'Items', value: '["bread","water"]' },
          { name: 'Steam', value: '76561198000000001' },
        ],
      },
    ],
  });
});

test.each([
  ['#ff8800', 0xff8800],
  ['0xFF8800', 0xff8800],
  [16744448.4, 0xff8000],
  ['orange', undefined],
])('the colour %j arrives as %s', async (color, shown) => {
  const { body } = await arrives({ embeds: [{ title: 'Colour', color }] });
  expect(body).toMatchObject({ embeds: [shown === undefined ? { title: 'Colour' } : { color: shown }] });
});

test('a name in the place of an author, and a table in the place of fields, are taken for what they mean', async () => {
  const { body } = await arrives({
    embeds: [
      { author: 'Steve', footer: 'Anticheat', fields: { Weapon: 'Bow', Hits: 12 } },
      { title: 'One', fields: { name: 'Only', value: 'one field' } },
    ],
  });
  expect(body).toMatchObject({
    embeds: [
      {
        author: { name: 'Steve' },
        footer: { text: 'Anticheat' },
        fields: [
          { name: 'Weapon', value: 'Bow' },
          { name: 'Hits', value: '12' },
        ],
      },
      { fields: [{ name: 'Only', value: 'one field' }] },
    ],
  });
});

test.each([[[{}]], [[{ url: 'https://example.com' }]], [[{ image: { url: 'foo' } }]], [[{ color: 5 }]], [[null]]])(
  'embeds that show nothing, %j, are an empty message',
  async (embeds) => {
    expect(await refused({ embeds })).toMatchObject({ status: 400, body: { code: 50006 } });
  },
);

test('buttons that only an application can answer are left out, and the event says so', async () => {
  const row = {
    type: 1,
    components: [
      { type: 2, style: 1, label: 'Ban', custom_id: 'ban' },
      { type: 2, style: 5, label: 'Open', url: 'https://example.com/ban' },
    ],
  };
  const { body } = await arrives({ content: 'Cheater', components: [row, { type: 10, content: 'no flag' }] });
  expect(body).toMatchObject({ components: [{ type: 1, components: [{ label: 'Open' }] }] });
  expect((await newest()).data.left_out).toBe('2 components that this message cannot have: Ban, no flag');
});

test('tables that stand for lists are taken, and an embed that is a text alone', async () => {
  const { body } = await arrives({
    embeds: { 1: { title: 'First', fields: {} }, 2: 'Only words' },
  });
  expect(body).toMatchObject({ embeds: [{ title: 'First' }, { description: 'Only words' }] });
  expect(await refused({ content: 'x', embeds: { title: 'no list' } })).toMatchObject({
    status: 400,
    body: { code: 50035, errors: { embeds: { _errors: [{ code: 'LIST_TYPE_CONVERT' }] } } },
  });
});

test('a field without a name keeps its value, and one without a value its name', async () => {
  const { body } = await arrives({
    embeds: [
      {
        fields: [
          { name: '', value: 'reason: speed' },
          { name: 'Witness', value: '' },
          { name: '', value: '' },
        ],
      },
    ],
  });
  expect(body).toMatchObject({
    embeds: [
      {
        fields: [
          { name: '', value: 'reason: speed' },
          { name: 'Witness', value: '' },
        ],
      },
    ],
  });
});

test('embeds that share a link stay together, as pictures of one card', async () => {
  const link = 'https://example.com/market';
  const { body } = await arrives({
    embeds: [1, 2].map((n) => ({ url: link, image: { url: `https://example.com/${n}.png` } })),
  });
  expect(body).toMatchObject({ embeds: [{ url: link }, { url: link }] });
});

const words = (count: number, word: string) => Array.from({ length: count }, (_, n) => `${word}${n}`).join(' ');

test.each([
  ['a text beyond 2,000', { content: words(400, 'word') }, /^a text of \d+ characters, of which 2000 are shown$/],
  [
    'more than ten embeds',
    { embeds: Array.from({ length: 12 }, (_, n) => ({ title: `Embed ${n}`, description: `body${n}` })) },
    /^12 embeds, of which 10 are shown$/,
  ],
  [
    'more than ten pictures',
    { embeds: Array.from({ length: 11 }, (_, n) => ({ image: { url: `https://example.com/pic${n}.png` } })) },
    /^11 embeds, of which 10 are shown$/,
  ],
  [
    'more than 25 fields',
    { embeds: [{ fields: Array.from({ length: 30 }, (_, n) => ({ name: `name${n}`, value: `value${n}` })) }] },
    /^30 fields of an embed, of which 25 are shown$/,
  ],
  [
    'more than 6,000 characters of embeds',
    { embeds: Array.from({ length: 4 }, (_, n) => ({ title: `T${n}`, description: words(350, `e${n}w`) })) },
    /^embeds with more text than the 6000 characters of a message$/,
  ],
])('%s travels whole as a file, and the event says so', async (_, message, said) => {
  const { files, body } = await arrives(message);
  expect(files.map(({ name }) => name)).toEqual(['message.txt']);
  expect(body).toMatchObject({ attachments: [{ filename: 'message.txt' }] });
  const text = files[0]?.text;
  const all = JSON.stringify(message).match(/[a-z]+\d+w?\d*/g) ?? [];
  expect(all.length).toBeGreaterThan(10);
  for (const word of all) expect(text).toContain(word);
  expect((await newest()).data.whole_in_file).toMatch(said);
});

test('beside ten files there is no room for the rest of a text, which is refused whole', async () => {
  const form = new FormData();
  form.set('payload_json', JSON.stringify({ content: words(400, 'word') }));
  for (let n = 0; n < 10; n += 1) form.set(`files[${n}]`, new Blob([`${n}`]), `${n}.txt`);
  expect(await refused(form)).toMatchObject({
    status: 400,
    body: { code: 50035, errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
  });
});

const v2 = (...components: unknown[]) => ({ flags: 32768, components });
const text = (content: string) => ({ type: 10, content });

test('components alone pass as they came, and nobody is pinged by them', async () => {
  const message = v2(text('# Trade\n@everyone look'), {
    type: 17,
    accent_color: 0x00ff00,
    components: [
      {
        type: 9,
        components: [text('Two swords for Alex')],
        accessory: { type: 11, media: { url: 'https://example.com/a.png' } },
      },
      { type: 14, divider: true, spacing: 2 },
      { type: 12, items: [{ media: { url: 'https://example.com/b.png' }, description: 'Map' }] },
      { type: 1, components: [{ type: 2, style: 5, label: 'Open', url: 'https://example.com/trade' }] },
    ],
  });
  const { body } = await arrives({ ...message, username: 'Market' });
  expect(body).toMatchObject({ ...message, username: 'Market', allowed_mentions: { parse: [] } });
  expect(body).not.toHaveProperty('content');
  expect(discord.pings).toEqual([]);
  expect((await newest()).description).toContain('Two swords for Alex');
});

test('a file that components show travels with them', async () => {
  const form = new FormData();
  const payload = { ...v2({ type: 13, file: { url: 'attachment://log.txt' } }) };
  form.set('payload_json', JSON.stringify(payload));
  form.set('files[0]', new Blob(['lines']), 'log.txt');
  const { files, body } = await arrives(form);
  expect(files.map(({ name }) => name)).toEqual(['log.txt']);
  expect(body).toMatchObject(payload);
});

test.each([
  [
    'a text beside them',
    { ...v2(text('a')), content: 'b' },
    'content',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'embeds beside them',
    { ...v2(text('a')), embeds: [{ title: 'b' }] },
    'embeds',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  ['more than 40', v2(...Array.from({ length: 41 }, () => text('a'))), 'components', 'BASE_TYPE_MAX_LENGTH'],
  [
    'more than 40 with those within',
    v2({ type: 17, components: Array.from({ length: 40 }, () => text('a')) }),
    'components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'more than 4,000 characters',
    v2(text('a'.repeat(2_500)), text('b'.repeat(2_500))),
    'components',
    'COMPONENT_MAX_TOTAL_TEXT_LENGTH',
  ],
  [
    'a button that somebody could press',
    v2({ type: 1, components: [{ type: 2, style: 1, label: 'Ban', custom_id: 'ban' }] }),
    'components.0.components.0.style',
    'BASE_TYPE_CHOICES',
  ],
  ['a kind that there is not', v2({ type: 99 }), 'components.0.type', 'BASE_TYPE_CHOICES'],
  ['a text display without a text', v2({ type: 10 }), 'components.0.content', 'BASE_TYPE_REQUIRED'],
])('components with %s are refused as Discord does', async (_, message, path, code) => {
  const { status, body } = await refused(message);
  expect([status, body.code]).toEqual([400, 50035]);
  expect(body.errors).toHaveProperty(`${path}._errors.0.code`, code);
});

test('components alone, but none of them, are an empty message', async () => {
  expect(await refused({ flags: 32768 })).toMatchObject({ status: 400, body: { code: 50006 } });
});

const poll = (change: object = {}) => ({
  poll: {
    question: { text: 'Wipe on Friday?' },
    answers: [{ poll_media: { text: 'Yes', emoji: { name: '👍' } } }, { poll_media: { text: 'No' } }],
    duration: 48,
    allow_multiselect: false,
    ...change,
  },
});

test('a poll passes as it came, also beside a text', async () => {
  const { body } = await arrives({ ...poll(), content: 'Vote!' });
  expect(body).toMatchObject({ ...poll(), content: 'Vote!' });
  await arrives(poll());
  expect((await newest()).description).toBe('Wipe on Friday?');
});

test.each([
  ['no answers', { answers: [] }, 'poll.answers', 'BASE_TYPE_MIN_LENGTH'],
  [
    'eleven answers',
    { answers: Array.from({ length: 11 }, () => ({ poll_media: { text: 'x' } })) },
    'poll.answers',
    'BASE_TYPE_MAX_LENGTH',
  ],
  ['no question', { question: {} }, 'poll.question.text', 'BASE_TYPE_REQUIRED'],
  ['a month and more', { duration: 800 }, 'poll.duration', 'BASE_TYPE_MAX_LENGTH'],
])('a poll with %s is refused as Discord does', async (_, change, path, code) => {
  const { status, body } = await refused(poll(change));
  expect([status, body.code]).toEqual([400, 50035]);
  expect(body.errors).toHaveProperty(`${path}._errors.0.code`, code);
});

test('Discord refused nothing of all this', () => {
  expect(discord.violations).toEqual([]);
});
