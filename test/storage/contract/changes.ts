import { expect, onTestFinished, test } from 'vitest';
import type { Change } from '../../../src/model/storage/changes.ts';
import { noId, type OpenShelf, type Shelf } from './_shelf.ts';

/** The changes of a shelf's own store from now on. */
function follow(shelf: Shelf, onChange: (change: Change) => void = () => {}): Change[] {
  const told: Change[] = [];
  const stop = shelf.storage.changes((change) => {
    if (change.store !== shelf.store) return;
    told.push(change);
    onChange(change);
  });
  onTestFinished(stop);
  return told;
}

const guildId = '1480000000000000001';

const keyOf = (shelf: Shelf, id = noId('key')) => ({
  id,
  store: shelf.store,
  name: 'survival server',
  prefix: 'crier_ab12',
  scopes: ['ingest' as const],
  createdAt: shelf.now,
  hash: id,
});
const sourceOf = (shelf: Shelf) => ({ store: shelf.store, source: 'tebex', sealed: 'v1:x', createdAt: shelf.now });
const webhookOf = (shelf: Shelf, id: string) => ({
  id,
  store: shelf.store,
  name: 'anticheat',
  category: 'errors' as const,
  tokenHash: 'ab',
  createdAt: shelf.now,
});
const guildOf = ({ store, now }: Shelf) => ({ id: guildId, store, linkedAt: now, linkedBy: 'test' });
const digestOf = ({ store }: Shelf) => ({ store, period: 'daily' as const, minute: 540 });
const routeOf = ({ store }: Shelf, key = 'errors') => ({ store, key, destination: noId('dst'), muted: false });

/** Each verb that changes what is configured, what it needs to be there, and what is told of it: a noun and its id. */
const writes: {
  verb: string;
  prepare?: (shelf: Shelf, id: string) => Promise<unknown>;
  run: (shelf: Shelf, id: string) => Promise<unknown>;
  noun: Change['noun'];
  id?: string;
}[] = [
  { verb: 'putRoute', run: (shelf) => shelf.storage.putRoute(routeOf(shelf), shelf.now), noun: 'route', id: 'errors' },
  {
    verb: 'deleteRoute',
    prepare: (shelf) => shelf.storage.putRoute(routeOf(shelf), shelf.now),
    run: (shelf) => shelf.storage.deleteRoute(shelf.store, 'errors'),
    noun: 'route',
    id: 'errors',
  },
  { verb: 'putDestination', run: (shelf, id) => shelf.destination({ id }), noun: 'destination' },
  {
    verb: 'updateDestination',
    prepare: (shelf, id) => shelf.destination({ id }),
    run: (shelf, id) => shelf.storage.updateDestination(id, { state: 'broken', stateReason: 'gone' }),
    noun: 'destination',
  },
  {
    verb: 'deleteDestination',
    prepare: (shelf, id) => shelf.destination({ id }),
    run: (shelf, id) => shelf.storage.deleteDestination(id),
    noun: 'destination',
  },
  { verb: 'putKey', run: (shelf, id) => shelf.storage.putKey(keyOf(shelf, id)), noun: 'key' },
  {
    verb: 'revokeKey',
    prepare: (shelf, id) => shelf.storage.putKey(keyOf(shelf, id)),
    run: (shelf, id) => shelf.storage.revokeKey(id, shelf.now),
    noun: 'key',
  },
  { verb: 'putSource', run: (shelf) => shelf.storage.putSource(sourceOf(shelf)), noun: 'source', id: 'tebex' },
  {
    verb: 'deleteSource',
    prepare: (shelf) => shelf.storage.putSource(sourceOf(shelf)),
    run: (shelf) => shelf.storage.deleteSource(shelf.store, 'tebex'),
    noun: 'source',
    id: 'tebex',
  },
  { verb: 'addWebhook', run: (shelf, id) => shelf.storage.addWebhook(webhookOf(shelf, id)), noun: 'webhook' },
  {
    verb: 'deleteWebhook',
    prepare: (shelf, id) => shelf.storage.addWebhook(webhookOf(shelf, id)),
    run: (shelf, id) => shelf.storage.deleteWebhook(shelf.store, id),
    noun: 'webhook',
  },
  { verb: 'putGuild', run: (shelf) => shelf.storage.putGuild(guildOf(shelf)), noun: 'guild', id: guildId },
  {
    verb: 'deleteGuild',
    prepare: (shelf) => shelf.storage.putGuild(guildOf(shelf)),
    run: (shelf) => shelf.storage.deleteGuild(guildId, shelf.store),
    noun: 'guild',
    id: guildId,
  },
  { verb: 'putDigest', run: (shelf) => shelf.storage.putDigest(digestOf(shelf)), noun: 'digest', id: 'daily' },
  {
    verb: 'markDigestSent',
    prepare: (shelf) => shelf.storage.putDigest(digestOf(shelf)),
    run: (shelf) => shelf.storage.markDigestSent(shelf.store, 'daily', '2026-01-31'),
    noun: 'digest',
    id: 'daily',
  },
  {
    verb: 'deleteDigest',
    prepare: (shelf) => shelf.storage.putDigest(digestOf(shelf)),
    run: (shelf) => shelf.storage.deleteDigest(shelf.store, 'daily'),
    noun: 'digest',
    id: 'daily',
  },
];

export function changeCases(openShelf: OpenShelf): void {
  test.each(writes)('$verb tells one change, before its promise resolves', async ({ prepare, run, noun, id }) => {
    const shelf = await openShelf();
    const made = noId('dst');
    await prepare?.(shelf, made);
    const told = follow(shelf);
    const before = await run(shelf, made).then(() => [...told]);
    expect(before).toEqual([{ noun, store: shelf.store, id: id ?? made, isOwn: true }]);
    await shelf.storage.probe(shelf.now);
    expect(told).toEqual(before);
  });

  test('a store that is put tells it', async () => {
    const shelf = await openShelf();
    const told = follow(shelf);
    await shelf.storage.putStore({ id: shelf.store, name: 'Northwind' });
    expect(told).toEqual([{ noun: 'store', store: shelf.store, id: shelf.store, isOwn: true }]);
  });

  test('who hears of a change finds it in the store', async () => {
    const shelf = await openShelf();
    let found = Promise.resolve<string[]>([]);
    follow(shelf, () => {
      found = shelf.storage
        .listRoutes()
        .then((all) => all.flatMap(({ store, key }) => (store === shelf.store ? key : [])));
    });
    await shelf.storage.putRoute(routeOf(shelf, 'gifting'), shelf.now);
    expect(await found).toEqual(['gifting']);
    await shelf.storage.deleteRoute(shelf.store, 'gifting');
    expect(await found).toEqual([]);
  });

  test('what changed nothing tells nothing', async () => {
    const shelf = await openShelf();
    const { storage, store, now } = shelf;
    const key = keyOf(shelf);
    await storage.putKey(key);
    await storage.revokeKey(key.id, now);
    await storage.putDigest(digestOf(shelf));
    await storage.markDigestSent(store, 'daily', '2026-01-31');
    const gone = await shelf.destination();
    await storage.deleteDestination(gone);
    const told = follow(shelf);
    await storage.deleteRoute(store, 'errors');
    await storage.deleteSource(store, 'tebex');
    await storage.deleteWebhook(store, '1');
    await storage.deleteGuild(guildId, store);
    await storage.deleteDigest(store, 'weekly');
    await storage.markDigestSent(store, 'daily', '2026-01-31');
    await storage.deleteDestination(gone);
    await storage.updateDestination(noId('dst'), { state: 'active' });
    await storage.updateDestination(gone, {});
    await storage.revokeKey(key.id, now);
    await storage.touchKeys({ [key.id]: now });
    expect(told).toEqual([]);
  });

  test('what failed tells nothing, and keeps nothing back of what shared its commit', async () => {
    const shelf = await openShelf();
    const { storage } = shelf;
    const key = keyOf(shelf);
    await storage.putKey(key);
    await storage.addWebhook(webhookOf(shelf, key.id));
    await shelf.destination({ fingerprint: 'a' });
    const other = await shelf.destination({ fingerprint: 'b' });
    const told = follow(shelf);
    const results = await Promise.allSettled([
      storage.putRoute(routeOf(shelf), shelf.now),
      storage.putKey(key),
      storage.addWebhook(webhookOf(shelf, key.id)),
      storage.putSource(sourceOf(shelf)),
      storage.updateDestination(other, { state: 'broken', fingerprint: 'a' }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled', 'rejected']);
    expect(told.map(({ noun }) => noun)).toEqual(['route', 'source']);
  });

  test('each listener hears every change, until it has heard enough', async () => {
    const shelf = await openShelf();
    const [first, second]: Change[][] = [[], []];
    const own = (list: Change[] | undefined) => (change: Change) => {
      if (change.store === shelf.store) list?.push(change);
    };
    const stopFirst = shelf.storage.changes(own(first));
    const stopSecond = shelf.storage.changes(own(second));
    await shelf.storage.putRoute(routeOf(shelf, 'errors'), shelf.now);
    stopFirst();
    await shelf.storage.putRoute(routeOf(shelf, 'gifting'), shelf.now);
    stopSecond();
    await shelf.storage.putRoute(routeOf(shelf, 'loyalty'), shelf.now);
    expect([first, second].map((list) => list?.map(({ id }) => id))).toEqual([['errors'], ['errors', 'gifting']]);
  });
}
