import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { MessageFlags, type ResponseLike, WebhookClient, type WebhookClientOptions } from 'discord.js';
import { MessageBuilder, Webhook } from 'discord-webhook-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DropIn, formOf, startDropIn } from './_drop-in.ts';

const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 0, 255, 254, 45, 45, 13, 10]);

let dropIn: DropIn;
let client: WebhookClient;
beforeAll(async () => {
  dropIn = await startDropIn();
  const [id = '', token = ''] = new URL(dropIn.url).pathname.split('/').slice(-2);
  client = new WebhookClient({ id, token }, { rest: { api: `${dropIn.crier.url}/api`, version: '10', makeRequest } });
});
afterAll(async () => {
  client.destroy();
  await dropIn.stop();
});

/** discord.js takes the newest undici that a process has loaded, which is ours here, and gives it the form of another. */
const makeRequest: NonNullable<NonNullable<WebhookClientOptions['rest']>['makeRequest']> = (address, init) =>
  // The types of two versions of undici differ where their values do not.
  fetch(address, init as unknown as RequestInit) as unknown as Promise<ResponseLike>;

const filesOf = (text: string) => dropIn.arrived(text)?.files.map(({ name, size }) => ({ name, size }));

describe('discord.js', () => {
  test('a message with files is answered with the attachments that Discord made of them', async () => {
    const sent = await client.send({
      content: 'Two proofs',
      files: [
        { attachment: picture, name: 'before.png', description: 'At the spawn' },
        { attachment: Buffer.from('a log'), name: 'server.log' },
      ],
    });
    expect(sent.id).toBe(dropIn.arrived('Two proofs')?.id);
    expect(sent.attachments).toMatchObject([
      { filename: 'before.png', size: picture.length, url: expect.stringMatching(/^https:\/\/cdn\.discordapp\.com\//) },
      { filename: 'server.log', size: 5 },
    ]);
    expect(dropIn.arrived('Two proofs')?.body['attachments']).toMatchObject([
      { id: '0', filename: 'before.png', description: 'At the spawn' },
      { id: '1', filename: 'server.log' },
    ]);
  });

  test('an edit changes what it names and nothing else', async () => {
    const { id } = await client.send({ content: 'Maintenance at nine', embeds: [{ title: 'Status' }] });
    await client.editMessage(id, { embeds: [] });
    expect(dropIn.arrived('Maintenance at nine')?.body).toMatchObject({ content: 'Maintenance at nine', embeds: [] });
    await client.editMessage(id, { embeds: [{ title: 'Well again' }] });
    const edited = await client.editMessage(id, { content: null });
    expect(edited.content).toBe('');
    expect(dropIn.arrived('Well again')?.body).toMatchObject({ content: null, embeds: [{ title: 'Well again' }] });
  });

  test('an edit brings files, keeps those that it lists and takes the others away', async () => {
    const sent = await client.send({
      content: 'Graph of today',
      files: [
        { attachment: picture, name: 'old.png' },
        { attachment: picture, name: 'legend.png' },
      ],
    });
    const [, legend] = sent.attachments;
    const edited = await client.editMessage(sent.id, {
      files: [{ attachment: Buffer.concat([picture, picture]), name: 'new.png' }],
      attachments: legend === undefined ? [] : [{ id: legend.id }],
    });
    expect(edited.attachments).toMatchObject([{ filename: 'legend.png' }, { filename: 'new.png' }]);
    expect(filesOf('Graph of today')).toEqual([
      { name: 'legend.png', size: picture.length },
      { name: 'new.png', size: 2 * picture.length },
    ]);
    await client.editMessage(sent.id, { attachments: [] });
    expect(filesOf('Graph of today')).toEqual([]);
  });

  test('an embed shows a file that an edit brings, or one that stands there', async () => {
    const image = (name: string) => ({ title: 'Map of raids', image: { url: `attachment://${name}` } });
    const { id } = await client.send({ embeds: [image('map.png')], files: [{ attachment: picture, name: 'map.png' }] });
    await client.editMessage(id, { embeds: [{ ...image('map.png'), description: 'at noon' }] });
    expect(dropIn.arrived('at noon')?.body['embeds']).toMatchObject([{ image: { url: 'attachment://map.png' } }]);
    await client.editMessage(id, { embeds: [image('new.png')], files: [{ attachment: picture, name: 'new.png' }] });
    expect(dropIn.arrived('Map of raids')?.body['embeds']).toMatchObject([{ image: { url: 'attachment://new.png' } }]);
  });

  test('flags and the end of a message go through', async () => {
    const quiet = await client.send({ content: 'Hush', flags: MessageFlags.SuppressNotifications });
    expect(dropIn.arrived('Hush')?.body['flags']).toBe(MessageFlags.SuppressNotifications);
    await client.deleteMessage(quiet.id);
    expect(dropIn.arrived('Hush')).toBeUndefined();
    await expect(client.fetchMessage(quiet.id)).rejects.toMatchObject({ code: 10_008, status: 404 });
  });
});

test('discord-webhook-node: texts, embeds and files are taken without an error', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crier-client-'));
  writeFileSync(join(folder, 'console.txt'), 'a line of the console');
  const hook = new Webhook({ url: dropIn.url });
  hook.setUsername('Console');
  await hook.send('Server is up');
  await hook.send(new MessageBuilder().setTitle('Restart').setDescription('in five minutes'));
  await hook.sendFile(join(folder, 'console.txt'));
  rmSync(folder, { recursive: true });
  expect((await dropIn.until('Server is up')).body).toMatchObject({ username: 'Console' });
  await dropIn.until('in five minutes');
  const files = dropIn.discord.messages().flatMap((message) => message.files);
  expect(files.find(({ name }) => name === 'console.txt')).toMatchObject({ text: 'a line of the console' });
});

/** Requests as other libraries write them: media type, query, bytes. */
const recorded: Record<
  string,
  { type?: string; query?: string; body: Buffer | string; status: number; text: string; files?: object[] }
> = {
  'Python, requests: JSON, wait=True': {
    type: 'application/json',
    query: '?wait=True',
    body: '{"content": "raid at dusk", "embeds": [], "allowed_mentions": {}, "attachments": [], "files": {}, "tts": false}',
    status: 200,
    text: 'raid at dusk',
  },
  'Python, python-discord-webhook: a form with its JSON last': {
    type: 'multipart/form-data; boundary=6f1d20c4a8e94c1b9f0f5d3e7a2b1c0d',
    query: '?wait=True',
    body: formOf(
      '6f1d20c4a8e94c1b9f0f5d3e7a2b1c0d',
      ['Content-Disposition: form-data; name="_proof.png"; filename="proof.png"', picture],
      ['Content-Disposition: form-data; name="payload_json"', '{"content": "proof of the raid"}'],
    ),
    status: 200,
    text: 'proof of the raid',
    files: [{ name: 'proof.png', size: picture.length }],
  },
  'PHP, curl with an array: fields and a file': {
    type: 'multipart/form-data; boundary=------------------------d74496d66958873e',
    body: formOf(
      '------------------------d74496d66958873e',
      ['Content-Disposition: form-data; name="content"', 'sold out'],
      ['Content-Disposition: form-data; name="file"; filename="list.csv"\nContent-Type: text/csv', 'a;b'],
    ),
    status: 200,
    text: 'sold out',
    files: [{ name: 'list.csv', size: 3 }],
  },
  'PHP, curl with json_encode and charset': {
    type: 'Application/JSON; Charset=UTF-8',
    body: '{"username":"Shop","content":"Caf\\u00e9 \\ud83d\\ude00 at 5\\/7"}',
    status: 204,
    text: 'Café 😀 at 5/7',
  },
  'PHP, http_build_query: payload_json in fields': {
    type: 'application/x-www-form-urlencoded',
    body: `payload_json=${encodeURIComponent('{"content":"from a field"}')}`,
    status: 204,
    text: 'from a field',
  },
  'PHP, http_build_query: a field for each part': {
    type: 'Application/X-WWW-Form-URLEncoded',
    body: 'content=plain+fields+%2B+sign&username=Shop',
    status: 204,
    text: 'plain fields + sign',
  },
  'C#, StringContent with a BOM': {
    type: 'application/json; charset=utf-8',
    body: '\uFEFF{"content":"behind a mark"}',
    status: 204,
    text: 'behind a mark',
  },
  'C#, MultipartFormDataContent: quoted boundary, bare names, filename*': {
    type: 'multipart/form-data; boundary="1c0f4d7e-6f0e-4a39-9d5c-0b9a2f6d7e11"',
    body: formOf(
      '1c0f4d7e-6f0e-4a39-9d5c-0b9a2f6d7e11',
      [
        `Content-Type: application/json; charset=utf-8
         Content-Disposition: form-data; name=payload_json`,
        '{"content":"crash of the lobby"}',
      ],
      [
        `Content-Type: application/octet-stream
         Content-Disposition: form-data; name="files[0]"; filename="dump.zip"; filename*=utf-8''dump.zip`,
        picture,
      ],
    ),
    status: 200,
    text: 'crash of the lobby',
    files: [{ name: 'dump.zip', size: picture.length }],
  },
  'Lua, PerformHttpRequest with json.encode': {
    type: 'application/json',
    body: '{"username":"Log","embeds":[{"title":"Door forced","fields":[],"footer":[],"color":"16711680"}]}',
    status: 204,
    text: 'Door forced',
  },
  'Lua, screenshot-basic: a form without any text': {
    type: 'multipart/form-data; boundary=----WebKitFormBoundaryq7fT0aYkWb3nL2pX',
    body: formOf('----WebKitFormBoundaryq7fT0aYkWb3nL2pX', [
      `Content-Disposition: form-data; name="files[]"; filename="screenshot-9.jpg"
       Content-Type: image/jpeg`,
      picture,
    ]),
    status: 200,
    text: 'screenshot-9.jpg',
    files: [{ name: 'screenshot-9.jpg', size: picture.length }],
  },
  'Java, JDA: payload_json first, then its files': {
    type: 'Multipart/Form-Data; Boundary=0f9b2c1e-5a77-4c0d-8a53-7f1d8a2b9c33',
    query: '?wait=true',
    body: formOf(
      '0f9b2c1e-5a77-4c0d-8a53-7f1d8a2b9c33',
      [
        `Content-Disposition: form-data; name="payload_json"
         Content-Type: application/json; charset=utf-8`,
        '{"content":"grief at the mill","attachments":[{"id":"0","filename":"mill.png"}]}',
      ],
      [
        `Content-Disposition: form-data; name="files[0]"; filename="mill.png"
         Content-Type: application/octet-stream
         Content-Length: ${picture.length}`,
        picture,
      ],
    ),
    status: 200,
    text: 'grief at the mill',
    files: [{ name: 'mill.png', size: picture.length }],
  },
  'Java, HttpURLConnection: JSON without a media type of its own': {
    type: 'application/x-www-form-urlencoded',
    body: '{"content":"by hand & quick","username":"Plugin"}',
    status: 204,
    text: 'by hand & quick',
  },
};

test.each(Object.entries(recorded))('%s', async (_, { type = '', query = '', body, status, text, files = [] }) => {
  const answer = await dropIn.send(`${dropIn.url}${query}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  expect(answer.status).toBe(status);
  const message = await dropIn.until(text);
  expect(message.files).toMatchObject(files);
  if (status === 200) {
    expect(answer.body).toMatchObject({ id: message.id, attachments: files.map(() => ({ url: expect.any(String) })) });
  }
  expect(dropIn.discord.violations).toEqual([]);
});

test.each(['utf-8 names', 'compressed'])('a form of a client that is careful: %s', async (kind) => {
  const body = formOf(
    'b',
    ['Content-Disposition: form-data; name="content"', `Grüße (${kind})`],
    ['Content-Disposition: form-data; name="file"; filename="Übersicht.png"', picture],
  );
  const answer = await dropIn.send(dropIn.url, {
    method: 'POST',
    headers: {
      'content-type': 'multipart/form-data; boundary=b',
      ...(kind === 'compressed' && { 'content-encoding': 'gzip' }),
    },
    body: new Uint8Array(kind === 'compressed' ? gzipSync(body) : body),
  });
  expect(answer.status).toBe(200);
  expect(filesOf(`Grüße (${kind})`)).toEqual([{ name: expect.stringMatching(/bersicht\.png$/), size: picture.length }]);
});
