import { expect, test } from 'vitest';
import type { Actor } from '../../../src/model/api-key.ts';
import type { Event, EventInput } from '../../../src/model/event.ts';
import { createAccept } from '../../../src/pipeline/accept/accept.ts';
import { addRoute, openRegistries, wantedEndpoint } from '../../helpers/registries.ts';

const actor: Actor = { name: 'test', store: 'main', scopes: ['ingest'] };
const sale: EventInput = { type: 'payment.completed', severity: 'info', id: 'order-1', title: 'A sale' };

async function start() {
  const world = await openRegistries();
  const woken: string[] = [];
  const { registries, storage, clock, activities } = world;
  const accept = createAccept({
    storage,
    registries,
    clock,
    activities,
    count: () => undefined,
    wake: (id) => woken.push(id),
  });
  const read = async (id: string): Promise<Event> => JSON.parse((await storage.getEvent('main', id))?.event ?? 'null');
  return { ...world, accept, woken, read };
}

test('an event is stored with its deliveries and told of, and its lanes are woken', async () => {
  const { accept, registries, storage, woken, told, read } = await start();
  const sales = await addRoute(registries, 'transactions');
  const endpoint = await registries.destinations.put(wantedEndpoint('billing'));
  const [accepted] = await accept(actor, [sale]);
  expect(accepted).toMatchObject({
    duplicate: false,
    deliveries: [{ destination: sales.id }, { destination: endpoint.id }],
  });
  expect(woken).toEqual([sales.id, endpoint.id]);
  expect(told).toMatchObject([{ kind: 'event.accepted', event: { id: accepted?.id, title: 'A sale' }, accepted }]);
  expect(await read(accepted?.id ?? '')).toMatchObject({
    store: 'main',
    category: 'transactions',
    senderId: 'order-1',
  });
  const found = await storage.listDeliveries({ store: 'main', q: 'sale order-1' }, { limit: 10 });
  expect(found.rows).toHaveLength(2);
});

test('what waits for a route, or goes by a muted one, wakes nobody', async () => {
  const { accept, registries, woken } = await start();
  await addRoute(registries, 'errors', { muted: true });
  const [waiting, muted] = await accept(actor, [sale, { type: 'error.database', severity: 'error' }]);
  expect([waiting, muted].map((one) => one?.deliveries[0]?.status)).toEqual(['unrouted', 'cancelled']);
  expect(woken).toEqual([]);
});

test('an event that is known is answered as it was, told of as that, and sent to nobody', async () => {
  const { accept, registries, woken, told } = await start();
  await addRoute(registries, 'default');
  const [first] = await accept(actor, [sale]);
  woken.length = 0;
  const [again] = await accept(actor, [{ title: 'A sale', ...sale }]);
  expect(again).toMatchObject({ id: first?.id, duplicate: true });
  expect(told.at(-1)).toEqual({ kind: 'event.duplicate', store: 'main', accepted: again });
  expect(woken).toEqual([]);
});

test('the same id with another body is a conflict, unless the id alone says that it is the same', async () => {
  const { accept } = await start();
  const [first] = await accept(actor, [sale], { sameId: 'is the same event' });
  const other = { ...sale, title: 'Another sale' };
  const [again] = await accept(actor, [other], { sameId: 'is the same event' });
  expect(again).toMatchObject({ id: first?.id, duplicate: true });
  await accept(actor, [{ ...sale, id: 'order-2' }]);
  await expect(accept(actor, [{ ...other, id: 'order-2' }])).rejects.toMatchObject({ code: 'idempotency_conflict' });
});

test('all events of a request are taken, or none', async () => {
  const { accept, storage, told } = await start();
  const limited: Actor = { ...actor, categories: ['transactions'] };
  const crash: EventInput = { type: 'error.database', severity: 'error' };
  await expect(accept(limited, [sale, crash])).rejects.toMatchObject({
    code: 'forbidden',
    errors: [{ path: '[1].type', message: 'expected one of transactions' }],
  });
  expect((await storage.listDeliveries({ store: 'main' }, { limit: 10 })).rows).toEqual([]);
  expect(told).toEqual([]);
  await expect(accept({ ...actor, scopes: ['read'] }, [sale])).rejects.toThrow('may not post events');
});

test('a message that goes through as it came travels with the event, its files beside it', async () => {
  const { accept, read, storage } = await start();
  const relayed = { body: { content: 'hello' } };
  const files = [{ name: 'proof.png', type: 'image/png', content: Buffer.from('a picture') }];
  const [accepted] = await accept(actor, [sale], { own: { relayed }, files });
  const event = await read(accepted?.id ?? '');
  expect(event.relayed).toEqual(relayed);
  expect(event.files).toEqual([{ id: `${event.id}/0`, name: 'proof.png', type: 'image/png', bytes: 9 }]);
  expect(JSON.stringify(event)).not.toContain(Buffer.from('a picture').toString('base64'));
  expect(await (await storage.files.read(event.files?.[0]?.id ?? ''))?.text()).toBe('a picture');
});

test('an event that is known already leaves no files behind', async () => {
  const { accept, storage } = await start();
  const files = [{ name: 'proof.png', type: 'image/png', content: Buffer.from('a picture') }];
  for (const _ of [1, 2]) await accept(actor, [{ ...sale, id: 'once' }], { files, sameId: 'is the same event' });
  expect(await storage.files.list(Date.now() + 60_000)).toHaveLength(1);
});
