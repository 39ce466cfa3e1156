import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DropIn, formOf, startDropIn } from './_drop-in.ts';
import { rawRequest } from './_raw-request.ts';

const mebibyte = 1024 * 1024;

let dropIn: DropIn;
beforeAll(async () => {
  dropIn = await startDropIn({ sources: [{ source: 'loki', secrets: ['a-secret'], provisionedBy: 'test' }] });
});
afterAll(() => dropIn.stop());

const form = (...files: readonly Buffer[]) => ({
  method: 'POST',
  headers: { 'content-type': 'multipart/form-data; boundary=b' },
  body: new Uint8Array(
    formOf(
      'b',
      ...files.map(
        (file, index) =>
          [`Content-Disposition: form-data; name="files[${index}]"; filename="${index}.bin"`, file] as const,
      ),
    ),
  ),
});

test.each(['true', 'True', 'TRUE', '1', 'yes', 'on'])('wait=%s waits for the message', async (wait) => {
  const answer = await dropIn.json('POST', `${dropIn.url}?wait=${wait}`, { content: `waited ${wait}` });
  expect(answer).toMatchObject({ status: 200, body: { id: dropIn.arrived(`waited ${wait}`)?.id } });
});

test('the message of an answer is written by the webhook that its sender knows', async () => {
  const [id] = new URL(dropIn.url).pathname.split('/').slice(-2);
  const { body } = await dropIn.json('POST', `${dropIn.url}?wait=1`, { content: 'Who am I' });
  expect(body).toMatchObject({ webhook_id: id, author: { id } });
  const read = await dropIn.send(`${dropIn.url}/messages/${body.id}`);
  expect(read.body).toMatchObject({ webhook_id: id, author: { id } });
});

test.each(['false', 'False', '0', 'no', ''])('wait=%s does not', async (wait) => {
  expect(await dropIn.json('POST', `${dropIn.url}?wait=${wait}`, { content: 'sent' })).toMatchObject({ status: 204 });
});

test.each([
  ['null', { content: null }, { content: null, embeds: [{ title: 'Queue' }] }],
  ['an empty text', { content: '' }, { content: null, embeds: [{ title: 'Queue' }] }],
  ['an empty list', { embeds: [] }, { content: 'Position 7', embeds: [] }],
  ['null for a list', { embeds: null }, { content: 'Position 7', embeds: [] }],
  ['buttons taken away', { components: [] }, { content: 'Position 7', embeds: [{ title: 'Queue' }], components: [] }],
  ['nothing at all', {}, { content: 'Position 7', embeds: [{ title: 'Queue' }] }],
  ['a number as text', { content: 8 }, { content: '8', embeds: [{ title: 'Queue' }] }],
])('an edit with %s changes only that', async (_, edit, after) => {
  const { body } = await dropIn.json('POST', `${dropIn.url}?wait=1`, {
    content: 'Position 7',
    embeds: [{ title: 'Queue' }],
    components: [{ type: 1, components: [{ type: 2, style: 5, label: 'Shop', url: 'https://example.com' }] }],
  });
  const answer = await dropIn.json('PATCH', `${dropIn.url}/messages/${body.id}`, edit);
  expect(answer).toMatchObject({ status: 200, body: { id: body.id } });
  const message = dropIn.discord.messages().find(({ id }) => id === body.id);
  expect(message?.body).toMatchObject(after);
});

test('an edit that leaves nothing to see gets Discord’s own refusal, and changes nothing', async () => {
  const { body } = await dropIn.json('POST', `${dropIn.url}?wait=1`, { content: 'Only a text' });
  const address = `${dropIn.url}/messages/${body.id}`;
  expect(await dropIn.json('PATCH', address, { content: '' })).toMatchObject({ status: 400, body: { code: 50_006 } });
  expect(dropIn.arrived('Only a text')?.id).toBe(body.id);
});

test('a page of another origin may send, and read the answer', async () => {
  const asked = await dropIn.send(dropIn.url, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://cfx-nui-screens.example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });
  expect(asked.status).toBe(204);
  expect(Object.fromEntries(asked.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': expect.stringContaining('PATCH'),
    'access-control-allow-headers': 'content-type',
  });
  const answer = await dropIn.send(dropIn.url, form(Buffer.from('picture')));
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const refused = await dropIn.json('POST', `${dropIn.url}x`, { content: 'x' });
  expect(refused).toMatchObject({ status: 401, body: { code: 50_027 } });
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect((await dropIn.crier.request('GET', '/v1/status')).headers.get('access-control-allow-origin')).toBeNull();
});

test('a file of 9 MiB arrives, byte for byte as long', async () => {
  const answer = await dropIn.send(dropIn.url, form(Buffer.alloc(9 * mebibyte, 'x')));
  expect(answer).toMatchObject({ status: 200, body: { attachments: [{ filename: '0.bin', size: 9 * mebibyte }] } });
  const sent = dropIn.discord.messages().find(({ id }) => id === answer.body.id);
  expect(sent?.files).toMatchObject([{ size: 9 * mebibyte }]);
});

test.each([
  ['a file over 10 MiB', () => form(Buffer.alloc(10 * mebibyte + 1)), 413, 40_005],
  ['files over 25 MiB', () => form(...[1, 2, 3].map(() => Buffer.alloc(9 * mebibyte))), 413, 40_005],
  [
    'a text over 256 KiB',
    () => ({ method: 'POST', body: JSON.stringify({ content: 'x'.repeat(300_000) }) }),
    413,
    40_005,
  ],
  ['a body over 6 MiB', () => ({ method: 'POST', body: `"${'x'.repeat(7 * mebibyte)}"` }), 413, 40_005],
  ['eleven files', () => form(...Array.from({ length: 11 }, () => Buffer.from('x'))), 400, 30_015],
  [
    'a form that is cut off',
    () => ({ ...form(), body: '--b\r\nContent-Disposition: form-data; name="a"' }),
    400,
    50_035,
  ],
  ['a form without a boundary', () => ({ ...form(), headers: { 'content-type': 'multipart/form-data' } }), 400, 50_035],
  ['JSON that is cut off', () => ({ method: 'POST', body: '{"content":' }), 400, 50_109],
  ['a list', () => ({ method: 'POST', body: '[]' }), 400, 50_035],
  ['nothing', () => ({ method: 'POST' }), 400, 50_006],
  ['a method of no use', () => ({ method: 'PUT', body: '{}' }), 405, 0],
  ['an unknown encoding', () => ({ method: 'POST', headers: { 'content-encoding': 'zip' }, body: '{}' }), 415, 0],
])('%s is refused in Discord’s words', async (_, make, status, code) => {
  const answer = await dropIn.send(dropIn.url, make());
  expect(answer).toMatchObject({ status, body: { code, message: expect.any(String) } });
  expect(answer.headers.get('content-type')).toContain('application/json');
});

test('addresses that Discord does not have are refused in its words', async () => {
  const base = `${dropIn.crier.url}/api/v10/webhooks`;
  const [id = ''] = new URL(dropIn.url).pathname.split('/').slice(-2);
  expect(await dropIn.json('POST', `${base}/${id}`, {})).toMatchObject({
    status: 405,
    body: { message: '405: Method Not Allowed', code: 0 },
  });
  expect(await dropIn.send(`${dropIn.url}/nothing`)).toMatchObject({
    status: 404,
    body: { message: '404: Not Found', code: 0 },
  });
});

test('what is left of a refused form is gone from the disk', async () => {
  await dropIn.send(dropIn.url, form(Buffer.from('small'), Buffer.alloc(10 * mebibyte + 1)));
  const { storage } = dropIn.crier.app.deps;
  const names = await storage.files.list(Date.now() + 60_000);
  expect(await storage.keptEvents(names)).toHaveLength(names.length);
});

test('a sender that goes away in the middle of a form leaves nothing behind', async () => {
  const { pathname, port } = new URL(dropIn.url);
  const before = await dropIn.crier.app.deps.storage.files.list(Date.now() + 60_000);
  const sender = httpRequest({
    port,
    path: pathname,
    method: 'POST',
    headers: { ...form().headers, 'content-length': 9_000 },
  });
  sender.on('error', () => {});
  sender.write('--b\r\nContent-Disposition: form-data; name="f"; filename="half.bin"\r\n\r\nhalf');
  await expect.poll(() => dropIn.crier.app.deps.storage.files.list(Date.now() + 60_000)).not.toEqual(before);
  sender.destroy();
  await expect.poll(() => dropIn.crier.app.deps.storage.files.list(Date.now() + 60_000)).toEqual(before);
});

test.each([
  ['/', ''],
  ['//', ''],
  ['', '/'],
])('an address with doubled slashes is the same address: %s…%s', async (front, end) => {
  const { pathname } = new URL(dropIn.url);
  const { host } = new URL(dropIn.url);
  const text = (path: string, headers: string, body: string) =>
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${headers}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const post = (path: string, body: string, headers = '') => rawRequest(dropIn.url, text(path, headers, body));
  expect(await post(`${front}${pathname}${end}?wait=no`, '{"content":"x"}')).toMatchObject({ status: 204 });
  const key = `authorization: Bearer ${dropIn.crier.key}\r\n`;
  expect(await post(`${front}/v1//events${end}`, '{"type":"error.database"}', key)).toMatchObject({ status: 202 });
  expect(await post(`${front}/loki/api/v1/push${end}`, '{"streams":[]}')).toMatchObject({ status: 401 });
});
