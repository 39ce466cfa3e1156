import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { defaultStore } from '../../src/model/store.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../helpers/start-app.ts';

const guildId = '197038439483310086';
const otherGuild = '197038439483310087';
const minute = 60_000;

let open: TestApp | undefined;
afterEach(async () => {
  await open?.stop();
  open = undefined;
});

async function start(options: TestAppOptions = {}): Promise<{ crier: TestApp; clock: FakeClock }> {
  const clock = new FakeClock('2026-01-01T00:00:00Z');
  open = await startTestApp({ clock, ...options });
  return { crier: open, clock };
}

function look(crier: TestApp, sql: string): unknown[] {
  const db = new Database(join(crier.dir, 'crier.db'), { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

const newCode = async (crier: TestApp): Promise<string> =>
  (await crier.request('POST', '/v1/guilds/link-codes')).body.code;

const link = (crier: TestApp, code: string, guild = guildId) =>
  crier.app.actions.guilds.link({ code, guildId: guild, guildName: 'Frostvale', by: 'Discord user mira' });

test('a code links a server to the store that made it, once', async () => {
  const { crier } = await start();
  const { status, body } = await crier.request('POST', '/v1/guilds/link-codes');
  expect(status).toBe(201);
  expect(body).toEqual({
    code: expect.stringMatching(/^\w{4}-\w{4}$/),
    expires_at: '2026-01-01T00:10:00.000Z',
    command: `/crier link code:${body.code}`,
  });
  expect(await link(crier, body.code.toLowerCase().replace('-', ' '))).toMatchObject({ id: 'main', name: 'Frostvale' });
  expect(crier.app.deps.registries.guilds.storesOf(guildId)).toEqual(['main']);
  expect((await crier.request('GET', '/v1/guilds')).body).toEqual({
    data: [
      {
        id: guildId,
        name: 'Frostvale',
        linked_at: '2026-01-01T00:00:00.000Z',
        linked_by: 'Discord user mira',
        provisioned_by: null,
      },
    ],
    next_cursor: null,
  });
  await expect(link(crier, body.code, otherGuild)).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('npm run crier -- link'),
  });
});

test('a code is made for admins alone, and kept as nothing that it could be told from', async () => {
  const { crier } = await start();
  const { secret } = (await crier.request('POST', '/v1/keys', { name: 'reader', scopes: ['read'] })).body;
  const asReader = { authorization: `Bearer ${secret}` };
  expect((await crier.request('POST', '/v1/guilds/link-codes', undefined, asReader)).status).toBe(403);
  expect((await crier.request('GET', '/v1/guilds', undefined, asReader)).status).toBe(200);
  const code = await newCode(crier);
  expect(crier.log.join('')).not.toContain(code);
  const kept = look(crier, 'SELECT * FROM link_codes');
  expect(kept).toEqual([
    { hash: expect.stringMatching(/^[0-9a-f]{64}$/), store_id: 'main', expires_at: expect.any(Number) },
  ]);
  expect(JSON.stringify(look(crier, 'SELECT * FROM audit'))).not.toContain(code);
});

test('whoever links and unlinks is written down', async () => {
  const { crier } = await start();
  await link(crier, await newCode(crier));
  await crier.request('DELETE', `/v1/guilds/${guildId}`);
  const entries = look(crier, 'SELECT action, actor, target, detail, store_id FROM audit ORDER BY seq');
  const key = expect.stringMatching(/^API key crier_/);
  expect(entries).toEqual([
    { action: 'create-link-code', actor: key, target: 'store main', detail: null, store_id: 'main' },
    {
      action: 'link-guild',
      actor: 'Discord user mira',
      target: `guild ${guildId}`,
      detail: 'Frostvale',
      store_id: 'main',
    },
    { action: 'unlink-guild', actor: key, target: `guild ${guildId}`, detail: 'Frostvale', store_id: 'main' },
  ]);
});

test('a code works for ten minutes', async () => {
  const { crier, clock } = await start();
  const [early, late] = [await newCode(crier), await newCode(crier)];
  clock.advance(10 * minute - 1);
  expect(await link(crier, early)).toMatchObject({ id: 'main' });
  clock.advance(1);
  await expect(link(crier, late)).rejects.toMatchObject({ code: 'not_found' });
});

test('after five wrong codes a server waits, and no other one with it', async () => {
  const { crier, clock } = await start();
  for (const code of ['0000-0000', '', 'x', '1111-1111']) {
    await expect(link(crier, code)).rejects.toMatchObject({ code: 'not_found' });
  }
  // A right one is not counted.
  expect(await link(crier, await newCode(crier))).toMatchObject({ id: 'main' });
  clock.advance(minute);
  await expect(link(crier, '2222-2222')).rejects.toMatchObject({ code: 'not_found' });
  const good = await newCode(crier);
  await expect(link(crier, good)).rejects.toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 540 });
  expect(await link(crier, good, otherGuild)).toMatchObject({ id: 'main' });
  clock.advance(9 * minute);
  expect(await link(crier, await newCode(crier))).toMatchObject({ id: 'main' });
});

test('five wrong codes at once are five', async () => {
  const { crier } = await start();
  const all = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => link(crier, `0000-000${index}`)));
  const codes = all.map((one) => (one.status === 'rejected' ? one.reason.code : 'linked'));
  expect(codes.filter((code) => code === 'not_found')).toHaveLength(5);
  expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(3);
});

test('a link is ended by an admin of its store, and is still ended after a restart', async () => {
  const { crier } = await start();
  await link(crier, await newCode(crier));
  await link(crier, await newCode(crier), otherGuild);
  const changed: string[] = [];
  crier.app.actions.guilds.onLinksChanged((id) => changed.push(id));
  const workshop = { name: 'test', store: 'workshop', scopes: ['admin'] as const };
  await expect(crier.app.actions.guilds.unlink(workshop, guildId)).rejects.toMatchObject({ code: 'not_found' });
  expect((await crier.request('DELETE', `/v1/guilds/${guildId}`)).status).toBe(204);
  expect((await crier.request('DELETE', `/v1/guilds/${guildId}`)).status).toBe(404);
  expect((await crier.request('DELETE', '/v1/guilds/frostvale')).status).toBe(400);
  expect(changed).toEqual([guildId]);
  await crier.app.stop();
  const { crier: again } = await start({ dir: crier.dir });
  expect(again.app.deps.registries.guilds.list('main').map(({ id }) => id)).toEqual([otherGuild]);
});

test('the server of the settings is linked to main, stays so, and goes with the variable', async () => {
  const bot = { token: undefined, guildId };
  const workshop = {
    store: { ...defaultStore, id: 'workshop', name: 'Workshop' },
    routes: [],
    sources: [],
    endpoints: [],
  };
  const { crier } = await start({ settings: { bot }, stores: [workshop] });
  const { data } = (await crier.request('GET', '/v1/guilds')).body;
  expect(data).toMatchObject([{ id: guildId, provisioned_by: 'DISCORD_GUILD_ID' }]);
  const refused = await crier.request('DELETE', `/v1/guilds/${guildId}`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'provisioned' } });
  expect(refused.body.detail).toContain('DISCORD_GUILD_ID');
  // A code changes nothing about it.
  await link(crier, await newCode(crier));
  expect(crier.app.deps.registries.guilds.find('main', guildId)?.provisionedBy).toBe('DISCORD_GUILD_ID');
  await crier.app.stop();
  const { crier: again } = await start({ dir: crier.dir, stores: [workshop] });
  expect(again.app.deps.registries.guilds.storesOf(guildId)).toEqual([]);
});

test('a store that is no longer there has no servers', async () => {
  const workshop = {
    store: { ...defaultStore, id: 'workshop', name: 'Workshop' },
    routes: [],
    sources: [],
    endpoints: [],
  };
  const { crier } = await start({ stores: [workshop] });
  const { guilds } = crier.app.deps.registries;
  await guilds.put({ id: guildId, store: 'workshop', linkedAt: 1, linkedBy: 'test' });
  await guilds.put({ id: guildId, store: 'main', linkedAt: 2, linkedBy: 'test' });
  expect(guilds.storesOf(guildId)).toEqual(['workshop', 'main']);
  await crier.app.stop();
  const { crier: again } = await start({ dir: crier.dir });
  expect(again.app.deps.registries.guilds.storesOf(guildId)).toEqual(['main']);
});

test('linked again, a store keeps its place among those of the server', async () => {
  const { crier, clock } = await start();
  const { registries } = crier.app.deps;
  const { guilds } = registries;
  await registries.stores.put({ ...defaultStore, id: 'workshop', name: 'Workshop' });
  await link(crier, await newCode(crier));
  clock.advance(minute);
  await guilds.put({ id: guildId, store: 'workshop', linkedAt: clock.now(), linkedBy: 'test' });
  clock.advance(minute);
  await link(crier, await newCode(crier));
  expect(guilds.storesOf(guildId)).toEqual(['main', 'workshop']);
});
