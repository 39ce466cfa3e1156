import { expect, test } from 'vitest';
import type { ApiKey } from '../../../src/model/api-key.ts';
import { noId, type OpenShelf, type Shelf } from './_shelf.ts';

const keyOf = (shelf: Shelf, parts: Partial<ApiKey & { hash: string }> = {}): ApiKey & { hash: string } => ({
  id: noId('key'),
  store: shelf.store,
  name: 'survival server',
  prefix: 'crier_ab12',
  scopes: ['ingest', 'read'],
  createdAt: shelf.now,
  hash: noId('key'),
  ...parts,
});

export function keepingCases(openShelf: OpenShelf): void {
  test('a destination comes back as it was put, and the same place again keeps its id and its history', async () => {
    const shelf = await openShelf();
    const record = shelf.destinationRecord({ schedule: [0, 1_000], onUncertain: 'hold', facts: { name: 'Sales' } });
    expect(await shelf.storage.putDestination(record, shelf.now)).toEqual(record);
    await shelf.storage.updateDestination(record.id, { state: 'broken', stateReason: 'deleted' });
    await shelf.fill(record.id, 1);
    const again = { ...record, id: noId('dst'), sealed: 'v1:new', label: 'new', schedule: undefined, facts: {} };
    const kept = {
      ...record,
      sealed: 'v1:new',
      label: 'new',
      schedule: undefined,
      state: 'broken',
      stateReason: 'deleted',
    };
    expect(await shelf.storage.putDestination(again, shelf.now)).toEqual(kept);
    const listed = (await shelf.storage.listDestinations()).filter(({ store }) => store === shelf.store);
    expect(listed).toEqual([kept]);
    expect(await shelf.peek(record.id)).toHaveLength(1);
  });

  test('the same place in another store is another destination', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const id = await shelf.destination({ fingerprint: 'same' });
    expect(await other.destination({ fingerprint: 'same' })).not.toBe(id);
  });

  test('a change of a destination touches what it names; null takes away', async () => {
    const shelf = await openShelf();
    const record = shelf.destinationRecord();
    await shelf.storage.putDestination(record, shelf.now);
    const now = async () => (await shelf.storage.listDestinations()).find(({ id }) => id === record.id);
    const facts = { channelId: '1', guildId: '2', limit: { count: 5, windowMs: 2_000 }, checkedAt: shelf.now };
    await shelf.storage.updateDestination(record.id, { state: 'broken', stateReason: 'gone', facts });
    expect(await now()).toEqual({ ...record, state: 'broken', stateReason: 'gone', facts });
    await shelf.storage.updateDestination(record.id, { state: 'active', stateReason: null });
    await shelf.storage.updateDestination(record.id, { schedule: [5_000], onUncertain: 'hold' });
    expect(await now()).toEqual({ ...record, facts, schedule: [5_000], onUncertain: 'hold' });
    await shelf.storage.updateDestination(record.id, { schedule: null });
    expect((await now())?.schedule).toBeUndefined();
  });

  test('a route is put, changed and deleted', async () => {
    const shelf = await openShelf();
    const destination = await shelf.destination();
    const own = async () => (await shelf.storage.listRoutes()).filter(({ store }) => store === shelf.store);
    const route = { store: shelf.store, key: 'errors', destination, muted: false };
    await shelf.storage.putRoute({ ...route, minSeverity: 'warning', application: 'web' }, shelf.now, shelf.audit());
    expect(await own()).toEqual([{ ...route, minSeverity: 'warning', application: 'web' }]);
    await shelf.storage.putRoute({ ...route, muted: true, provisioned: { destination: '.env:3' } }, shelf.now);
    expect(await own()).toEqual([{ ...route, muted: true, provisioned: { destination: '.env:3' } }]);
    expect(await shelf.storage.deleteRoute(shelf.store, 'errors', shelf.audit())).toBe(true);
    expect(await shelf.storage.deleteRoute(shelf.store, 'errors', shelf.audit())).toBe(false);
    expect(await own()).toEqual([]);
  });

  test('a change of a route changes what it names, takes away what is null, and makes a route', async () => {
    const shelf = await openShelf();
    const [destination, other] = [await shelf.destination(), await shelf.destination()];
    const own = async () => (await shelf.storage.listRoutes()).filter(({ store }) => store === shelf.store);
    const name = { store: shelf.store, key: 'errors' };
    const bare = { ...name, muted: true, destination: undefined };
    expect(await shelf.storage.changeRoute(name, { muted: true }, shelf.now, shelf.audit())).toEqual(bare);
    await shelf.storage.deleteRoute(shelf.store, name.key);
    const made = { ...name, destination, muted: false, minSeverity: 'warning' as const };
    expect(await shelf.storage.changeRoute({ ...name, destination }, { minSeverity: 'warning' }, shelf.now)).toEqual(
      made,
    );
    const changes = [
      shelf.storage.changeRoute(name, { username: 'Shop' }, shelf.now),
      shelf.storage.changeRoute({ ...name, destination: other }, {}, shelf.now, shelf.audit()),
      shelf.storage.changeRoute(name, { minSeverity: null, muted: true }, shelf.now),
    ];
    const now = { ...name, destination: other, muted: true, username: 'Shop' };
    expect((await Promise.all(changes)).at(-1)).toEqual(now);
    expect(await own()).toEqual([now]);
  });

  test('an API key is kept with its scopes and its limits, used, and revoked once', async () => {
    const shelf = await openShelf();
    const own = async () => (await shelf.storage.listKeys()).filter(({ store }) => store === shelf.store);
    const [plain, limited] = [keyOf(shelf), keyOf(shelf, { scopes: ['ingest'], categories: ['errors', 'gifting'] })];
    await shelf.storage.putKey(plain, shelf.audit());
    await shelf.storage.putKey(limited);
    expect(await own()).toEqual([plain, limited]);
    await shelf.storage.touchKeys({ [plain.id]: 2_000, [noId('key')]: 5 });
    await shelf.storage.touchKeys({ [plain.id]: 1_000 });
    expect(await shelf.storage.revokeKey(limited.id, 3_000, shelf.audit())).toBe(true);
    expect(await shelf.storage.revokeKey(limited.id, 4_000, shelf.audit())).toBe(false);
    expect(await shelf.storage.revokeKey(noId('key'), 4_000)).toBe(false);
    expect(await own()).toEqual([
      { ...plain, lastUsedAt: 2_000 },
      { ...limited, revokedAt: 3_000 },
    ]);
  });

  test('what changes nothing that is kept is written down by itself', async () => {
    const shelf = await openShelf();
    await shelf.storage.addAudit(shelf.audit('acknowledge-delivery'));
    await shelf.storage.addAudit({ ...shelf.audit(), detail: 'more of it' });
  });

  test('two keys never share a hash', async () => {
    const shelf = await openShelf();
    const key = keyOf(shelf);
    await shelf.storage.putKey(key);
    await expect(shelf.storage.putKey(keyOf(shelf, { hash: key.hash }))).rejects.toThrow();
    await shelf.storage.probe(shelf.now);
  });

  test('a word by its key is kept, overwritten and missing', async () => {
    const shelf = await openShelf();
    const key = `state of ${shelf.store}`;
    expect(await shelf.storage.getMeta(key)).toBeUndefined();
    await shelf.storage.setMeta(key, 'running');
    await shelf.storage.setMeta(key, 'stopped');
    expect(await shelf.storage.getMeta(key)).toBe('stopped');
  });

  test('the last delivered messages are listed newest first, with ids that grow', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 4);
    for (const [index, id] of ids.entries()) {
      await shelf.record(lane, [id], index === 1 ? 'failed' : 'delivered', { message: `{"n":${index}}` });
    }
    const messages = await shelf.storage.listMessages(shelf.store, 2);
    expect(messages.map(({ body }) => body)).toEqual(['{"n":3}', '{"n":2}']);
    const [newest, older] = messages.map(({ id }) => id);
    expect([newest, older].sort()).toEqual([older, newest]);
    expect(newest).not.toBe(older);
    const [other] = await shelf.fill(lane, 1);
    await shelf.record(lane, [other ?? ''], 'delivered', { message: '{"n":4}', format: 'json' });
    expect(await shelf.storage.listMessages(shelf.store, 2)).toEqual(messages);
  });
}
