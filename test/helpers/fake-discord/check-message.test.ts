import { expect, test } from 'vitest';
import { call, json, noLimits, post, quiet, send, start, v10 } from './_client.ts';

test.each<[what: string, body: unknown, path: string, code: string]>([
  ['long content', { content: 'x'.repeat(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
  ['content that is no text', { content: 5 }, 'content', 'STRING_TYPE_CONVERT'],
  ['11 embeds', { embeds: Array(11).fill({ title: 'x' }) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
  ['embeds that are no list', { embeds: { title: 'x' } }, 'embeds', 'LIST_TYPE_CONVERT'],
  ['a long title', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
  [
    'a long description',
    { embeds: [{ description: 'x'.repeat(4097) }] },
    'embeds.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a long footer',
    { embeds: [{ footer: { text: 'x'.repeat(2049) } }] },
    'embeds.0.footer.text',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a long author',
    { embeds: [{ author: { name: 'x'.repeat(257) } }] },
    'embeds.0.author.name',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    '26 fields',
    { embeds: [{ fields: Array(26).fill({ name: 'n', value: 'v' }) }] },
    'embeds.0.fields',
    'BASE_TYPE_MAX_LENGTH',
  ],
  ['a field without value', { embeds: [{ fields: [{ name: 'n' }] }] }, 'embeds.0.fields.0.value', 'BASE_TYPE_REQUIRED'],
  [
    'a long field name',
    { embeds: [{ fields: [{ name: 'x'.repeat(257), value: 'v' }] }] },
    'embeds.0.fields.0.name',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a long value in the third field',
    {
      embeds: [
        {
          fields: [
            { name: '', value: '' },
            { name: 'n', value: 'v' },
            { name: 'n', value: 'x'.repeat(1025) },
          ],
        },
      ],
    },
    'embeds.0.fields.2.value',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'more than 6000 in sum',
    { embeds: Array(3).fill({ description: 'x'.repeat(2001) }) },
    'embeds',
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  ['a colour too many', { embeds: [{ title: 'x', color: 0x1000000 }] }, 'embeds.0.color', 'NUMBER_TYPE_MAX'],
  ['a colour in words', { embeds: [{ title: 'x', color: 'red' }] }, 'embeds.0.color', 'NUMBER_TYPE_COERCE'],
  ['a foreign scheme', { embeds: [{ title: 'x', url: 'javascript:1' }] }, 'embeds.0.url', 'URL_TYPE_INVALID_SCHEME'],
  [
    'a link to a file',
    { embeds: [{ title: 'x', url: 'attachment://a.png' }] },
    'embeds.0.url',
    'URL_TYPE_INVALID_SCHEME',
  ],
  ['half a URL', { embeds: [{ image: { url: 'example.com/a.png' } }] }, 'embeds.0.image.url', 'URL_TYPE_INVALID_URL'],
  [
    'a long URL',
    { embeds: [{ title: 'x', url: `https://e.com/${'x'.repeat(2048)}` }] },
    'embeds.0.url',
    'BASE_TYPE_MAX_LENGTH',
  ],
  ['a time in words', { embeds: [{ title: 'x', timestamp: 'today' }] }, 'embeds.0.timestamp', 'DATE_TIME_TYPE_PARSE'],
  ['an avatar of a foreign scheme', { content: 'x', avatar_url: 'data:x' }, 'avatar_url', 'URL_TYPE_INVALID_SCHEME'],
  ['a long name', { content: 'x', username: 'x'.repeat(81) }, 'username', 'BASE_TYPE_BAD_LENGTH'],
  ['an empty name', { content: 'x', username: '  ' }, 'username', 'BASE_TYPE_BAD_LENGTH'],
  ['a name with clyde', { content: 'x', username: 'McClyde' }, 'username', 'USERNAME_INVALID_CONTAINS'],
  ['a name with discord', { content: 'x', username: 'My DISCORD' }, 'username', 'USERNAME_INVALID_CONTAINS'],
  ['the name everyone', { content: 'x', username: 'Everyone' }, 'username', 'USERNAME_INVALID'],
  [
    'mentions that contradict themselves',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
    'allowed_mentions',
    'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
  [
    'an unknown mention',
    { content: 'x', allowed_mentions: { parse: ['all'] } },
    'allowed_mentions.parse.0',
    'BASE_TYPE_CHOICES',
  ],
  [
    'a mention of no id',
    { content: 'x', allowed_mentions: { roles: ['mods'] } },
    'allowed_mentions.roles.0',
    'NUMBER_TYPE_COERCE',
  ],
  ['11 attachments', { content: 'x', attachments: Array(11).fill({ id: 0 }) }, 'attachments', 'BASE_TYPE_MAX_LENGTH'],
  ['an attachment without id', { content: 'x', attachments: [{}] }, 'attachments.0.id', 'BASE_TYPE_REQUIRED'],
  ['the ephemeral flag', { content: 'x', flags: 64 }, 'flags', 'BASE_TYPE_CHOICES'],
  [
    'content beside components',
    { content: 'x', flags: 32768 },
    'content',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  ['a long thread name', { content: 'x', thread_name: 'x'.repeat(101) }, 'thread_name', 'BASE_TYPE_MAX_LENGTH'],
  ['a body that is a list', [], '', 'MODEL_TYPE_CONVERT'],
])('%s', async (_what, body, path, code) => {
  const { discord, webhook } = await start();
  const answer = await post(webhook, body);
  expect(answer).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
  let place = answer.body.errors;
  for (const step of path.split('.').filter(Boolean)) place = place[step];
  expect(place._errors).toEqual([{ code, message: expect.any(String) }]);
  expect(discord.messages()).toEqual([]);
});

test('texts are counted in code points after trimming', async () => {
  const { webhook } = await start(noLimits);
  const status = async (body: object) => (await post(webhook, body)).status;
  expect(await status({ content: ` ${'😀'.repeat(2000)} ` })).toBe(200);
  expect(await status({ content: '😀'.repeat(2001) })).toBe(400);
  expect(await status({ embeds: Array(2).fill({ description: '😀'.repeat(3000) }) })).toBe(200);
  expect(await status({ embeds: Array(2).fill({ description: '😀'.repeat(3001) }) })).toBe(400);
  expect(await status({ content: 'x', username: '😀'.repeat(80) })).toBe(200);
  expect(await status({ embeds: [{ author: { name: '😀'.repeat(257) } }] })).toBe(400);
});

test('a message with nothing to show', async () => {
  const { webhook } = await start(noLimits);
  const empty = [{}, { content: ' ' }, { embeds: [] }, { embeds: [{}] }, { embeds: [{ color: 5, title: ' ' }] }];
  for (const body of empty) {
    expect(await post(webhook, body)).toMatchObject({ status: 400, body: { code: 50006 } });
  }
  expect((await post(webhook, { embeds: [{ image: { url: 'attachment://a.png' } }] })).status).toBe(200);
});

test('components count only when asked for, and talk back only from an application', async () => {
  const { discord, webhook } = await start(noLimits);
  const button = (style: number) => [{ type: 1, components: [{ type: 2, style, label: 'x', url: 'https://e.com' }] }];
  const asked = '?wait=true&with_components=true';
  expect(await post(webhook, { components: button(5) })).toMatchObject({ body: { code: 50006 } });
  expect((await post(webhook, { components: button(5) }, asked)).status).toBe(200);
  expect((await post(webhook, { components: button(1) }, asked)).body.errors.components['0'].components).toBeDefined();
  const owned = discord.addWebhook({ applicationId: '100000000000000001' });
  expect((await post(owned, { components: button(1) })).status).toBe(200);
  const text = (content: string) => ({ flags: 32768, components: [{ type: 10, content }] });
  expect((await post(webhook, text('x'.repeat(4000)), asked)).status).toBe(200);
  expect((await post(webhook, text('x'.repeat(4001)), asked)).status).toBe(400);
  expect((await post(webhook, text('漢'.repeat(3999)), asked)).status).toBe(500);
});

test('bodies of the wrong form', async () => {
  const { webhook } = await start(noLimits);
  const url = v10(webhook.url);
  const plain = await call(url, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: '{"content":"x"}',
  });
  expect(plain).toMatchObject({ status: 400, body: { code: 50035 } });
  expect(await call(url, { method: 'POST', headers: json, body: '{"content"' })).toMatchObject({
    status: 400,
    body: { code: 50109 },
  });
  const form = await call(`${url}?wait=1`, { method: 'POST', body: new URLSearchParams({ content: 'form' }) });
  expect(form).toMatchObject({ status: 200, body: { content: 'form' } });
});

test('too many files and too large ones', async () => {
  const { webhook } = await start(noLimits);
  const sendFiles = (count: number, bytes: number) => {
    const form = new FormData();
    for (let n = 0; n < count; n += 1) form.set(`files[${n}]`, new Blob([new Uint8Array(bytes)]), `${n}.bin`);
    return call(`${v10(webhook.url)}?wait=true`, { method: 'POST', body: form });
  };
  const mebibyte = 1024 * 1024;
  expect((await sendFiles(10, 1)).status).toBe(200);
  expect(await sendFiles(11, 1)).toMatchObject({ status: 400, body: { code: 30015 } });
  expect(await sendFiles(1, 10 * mebibyte + 1)).toMatchObject({ status: 400, body: { code: 50045 } });
  expect(await sendFiles(3, 9 * mebibyte)).toMatchObject({ status: 413, body: { code: 40005 } });
});

test('a client that does not name itself', async () => {
  const { discord, webhook } = await start();
  const init = { method: 'POST', headers: { ...json, 'User-Agent': 'curl/8' }, body: '{"content":"x"}' };
  expect(await call(v10(webhook.url), init)).toMatchObject({ status: 403, body: { code: 40333 } });
  expect(discord.invalidRequests).toBe(1);
  const tolerant = await start({ requireUserAgent: false });
  expect((await call(v10(tolerant.webhook.url), init)).status).toBe(204);
});

test('the unversioned API answers the old way', async () => {
  const { discord, webhook } = await start({ webhookLimit: { count: 2, windowMs: 1500 } });
  const old = (body: object) => send('POST', `${webhook.url}?wait=true`, { ...quiet, ...body });
  expect(await old({ content: 'x', embeds: [{ title: 'x'.repeat(257), color: -1 }] })).toMatchObject({
    status: 400,
    body: { embeds: ['0'] },
  });
  expect((await old({ content: 'x'.repeat(2001) })).body).toEqual({ content: ['Must be 2000 or fewer in length.'] });
  const limited = await old({ content: 'x' });
  expect(limited).toMatchObject({ status: 429, body: { retry_after: 1500 } });
  expect(limited.headers.get('retry-after')).toBe('1500');
  expect(discord.violations.map(({ rule }) => rule)).toEqual(['unversioned', 'unversioned', 'unversioned']);
});
