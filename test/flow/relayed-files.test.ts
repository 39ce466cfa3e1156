import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prune } from '../../src/actions/upkeep/prune.ts';
import { diskEventFiles } from '../../src/storage/files/disk-event-files.ts';
import { failure } from '../helpers/fake-discord.ts';
import { createWorld, type World } from './_world.ts';

const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 254, 10, 13]);
const hour = 3_600_000;

let world: World;
let address: string;
beforeEach(async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook().url }));
  const { body } = await world.crier.request('POST', '/v1/webhooks', { category: 'errors', name: 'screens' });
  address = `${world.crier.url}${new URL(body.url).pathname}`;
});
afterEach(() => world.stop());

const folder = () => join(world.crier.dir, 'crier.files');

async function relay(content: string): Promise<number> {
  const form = new FormData();
  form.set('payload_json', JSON.stringify({ content }));
  form.set('files[0]', new File([bytes], 'proof.png', { type: 'image/png' }));
  return (await fetch(address, { method: 'POST', body: form })).status;
}

/** Posts while Discord is down, and waits until the file is kept; the answer comes later. */
async function relayed(content: string): Promise<{ event: string; answered: Promise<number> }> {
  const answered = relay(content);
  await expect.poll(() => filesKept()).toHaveLength(1);
  const [event = ''] = filesKept();
  return { event, answered };
}

/** Lets time pass until an answer has come. */
async function answerOf(answered: Promise<number>): Promise<number> {
  let isThere = false;
  void answered.finally(() => {
    isThere = true;
  });
  await world.until(() => isThere);
  return answered;
}

const filesKept = () => (existsSync(folder()) ? readdirSync(folder()).filter((name) => !name.endsWith('.draft')) : []);

const arrived = (content: string) => world.discord.messages().find(({ body }) => body['content'] === content);
const pathOf = (event: string) => join(folder(), event, '0');

test('a file waits on the disk beside its event, over a restart, and arrives byte for byte', async () => {
  const rule = world.discord.fail({ with: failure.serverError() });
  const { event, answered } = await relayed('A picture');
  expect(await answerOf(answered)).toBe(200);
  expect(readFileSync(pathOf(event)).equals(bytes)).toBe(true);
  await world.crier.app.stop();
  const db = new Sqlite(join(world.crier.dir, 'crier.db'), { readonly: true });
  const bodies = JSON.stringify(db.prepare('SELECT body FROM events').all());
  db.close();
  expect(bodies).toContain('proof.png');
  expect(bodies).not.toContain(bytes.toString('base64'));
  rule.clear();
  await world.restart();
  await world.until(() => arrived('A picture') !== undefined);
  expect(arrived('A picture')?.files).toMatchObject([{ name: 'proof.png', size: bytes.length }]);
});

test('a message whose file is gone arrives without it, and the log says so', async () => {
  const rule = world.discord.fail({ with: failure.serverError() });
  const { answered } = await relayed('A picture');
  await world.settle();
  rmSync(folder(), { recursive: true });
  rule.clear();
  await world.until(() => arrived('A picture') !== undefined);
  expect(await answerOf(answered)).toBe(200);
  expect(arrived('A picture')?.files).toEqual([]);
  const { body } = await world.crier.request('GET', '/v1/deliveries');
  const { body: delivery } = await world.crier.request('GET', `/v1/deliveries/${body.data[0].id}`);
  const reasons = delivery.attempts.map(({ reason }: { reason: string }) => reason);
  expect(reasons).toContain('the file proof.png is not kept any more');
});

test('a message that was kept with its file inside arrives with it', async () => {
  const rule = world.discord.fail({ with: failure.serverError() });
  const { answered } = await relayed('A picture');
  expect(await answerOf(answered)).toBe(200);
  await world.crier.app.stop();
  const db = new Sqlite(join(world.crier.dir, 'crier.db'));
  const { body } = db.prepare<[], { body: string }>('SELECT body FROM events').get() ?? { body: '{}' };
  const { files: _, ...event } = JSON.parse(body);
  const files = [{ name: 'old.png', type: 'image/png', base64: bytes.toString('base64') }];
  db.prepare('UPDATE events SET body = ?').run(JSON.stringify({ ...event, relayed: { ...event.relayed, files } }));
  db.close();
  rmSync(folder(), { recursive: true });
  rule.clear();
  await world.restart();
  await world.until(() => arrived('A picture') !== undefined);
  expect(arrived('A picture')?.files).toMatchObject([{ name: 'old.png', size: bytes.length }]);
});

test('files go with their events, and those of an event that never came to be go later', async () => {
  await relay('Old');
  await world.until(() => arrived('Old') !== undefined);
  const [old = ''] = readdirSync(folder());
  const { deps } = world.crier.app;
  const files = diskEventFiles(folder());
  const [lost] = await files.put('evt_0193a5b2c3d4e5f60718293a4b5c6d7e', [
    { name: 'lost.txt', type: 'text/plain', content: Buffer.from('lost') },
  ]);
  const clock = { ...deps.clock, now: () => Date.now() + 2 * hour };
  await prune({ ...deps, clock });
  expect(existsSync(pathOf(old))).toBe(true);
  expect(await files.read(lost?.id ?? '')).toBeUndefined();
  await prune({ ...deps, clock: { ...clock, now: () => Date.now() + 91 * 24 * hour } });
  expect(readdirSync(folder())).toEqual([]);
});

test('a backup takes the files along', async () => {
  await relay('Kept');
  const { body } = await world.crier.request('POST', '/v1/backup');
  const [event = ''] = readdirSync(folder());
  expect(readFileSync(join(body.path.replace(/\.db$/, '.files'), event, '0')).equals(bytes)).toBe(true);
});
