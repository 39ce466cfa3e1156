import { expect, test } from 'vitest';
import type { Actor } from '../../../src/model/api-key.ts';
import type { Category } from '../../../src/model/category.ts';
import { createAccept } from '../../../src/pipeline/accept/accept.ts';
import { completeEvent } from '../../../src/pipeline/accept/complete-event.ts';
import { requireRights } from '../../../src/pipeline/accept/require-rights.ts';
import { reroute } from '../../../src/pipeline/reroute.ts';
import { addRoute, openRegistries, wantedEndpoint } from '../../helpers/registries.ts';

const limitedTo = (...categories: Category[]): Actor => ({
  name: 'game server',
  store: 'main',
  scopes: ['ingest'],
  categories,
});

async function start() {
  const world = await openRegistries();
  const { registries, storage, clock, activities } = world;
  const accept = createAccept({
    storage,
    registries,
    clock,
    activities,
    wake: () => undefined,
    count: () => undefined,
  });
  return { ...world, accept };
}

const refused = 'refused';
type Claim = [key: Category[], type: string, declared: Category | undefined, outcome: Category | typeof refused];

const claims: Claim[] = [
  // The type and the declared category are both of the key.
  [['processing'], 'perk.granted', undefined, 'processing'],
  [['processing'], 'perk.granted', 'processing', 'processing'],
  [['processing', 'gifting'], 'perk.granted', 'gifting', 'gifting'],
  // The type is another's, whatever is said of it.
  [['processing'], 'payment.completed', undefined, refused],
  [['processing'], 'payment.completed', 'processing', refused],
  [['errors'], 'subscription.renewed', 'errors', refused],
  [['gifting'], 'giftcard.purchased', 'transactions', refused],
  // The category is another's, whatever the type is.
  [['processing'], 'perk.granted', 'transactions', refused],
  [['transactions'], 'payment.completed', 'loyalty', refused],
  // What failed belongs to its family.
  [['errors'], 'payment.failed', 'errors', refused],
  [['errors'], 'perk.expire_failed', 'errors', refused],
  [['transactions'], 'payment.failed', undefined, 'transactions'],
  [['processing'], 'perk.expire_failed', 'processing', 'processing'],
  [['processing'], 'command.failed', 'processing', 'processing'],
  [['processing'], 'command.failed', undefined, 'errors'],
  [['errors'], 'command.failed', undefined, 'errors'],
  [['gifting'], 'command.failed', 'gifting', refused],
  // The finer categories, and the family above them.
  [['subscriptions'], 'subscription.created', 'subscriptions', 'subscriptions'],
  [['subscribe'], 'subscription.created', undefined, 'subscribe'],
  [['subscribe'], 'subscription.cancelled', 'subscribe', refused],
  [['subscribe'], 'subscription.renewed', 'subscribe', refused],
  [['subscribe'], 'member.joined', 'subscribe', 'subscribe'],
  [['processing'], 'perk.expire_failed', undefined, 'errors'],
  // No limited key posts what has no category.
  [['processing'], 'vip.granted', undefined, refused],
  [['errors'], 'vip.granted', undefined, refused],
  // A type that tells no category goes by the declared one.
  [['loyalty'], 'vip.grant_failed', 'loyalty', 'loyalty'],
  [['processing'], 'vip.granted', 'processing', 'processing'],
  [['processing'], 'vip.granted', 'transactions', refused],
  [['processing'], 'payment', 'processing', 'processing'],
];

test.each(claims)('a key for %j that posts %s as %s: %s', (key, type, declared, outcome) => {
  const input = { type, severity: 'info' as const, ...(declared === undefined ? {} : { category: declared }) };
  const post = () => {
    requireRights(limitedTo(...key), input, 0);
    return completeEvent(input, 'main', 0).category;
  };
  if (outcome === refused) expect(post).toThrow('This API key may post');
  else expect(post()).toBe(outcome);
});

const own = { type: 'vip.granted', category: 'processing', severity: 'info' } as const;

test('an own type of a limited key leads by its category alone: no route of that type or of a pattern takes it', async () => {
  const { accept, registries } = await start();
  await addRoute(registries, 'vip.granted');
  await addRoute(registries, 'vip.*');
  const processing = await addRoute(registries, 'processing');
  const rewards = await registries.destinations.put(
    wantedEndpoint('rewards', { subscription: { events: ['vip.granted', 'vip.*'] } }),
  );
  const wide = await registries.destinations.put(wantedEndpoint('wide', { subscription: { events: ['*'] } }));
  const jobs = await registries.destinations.put(wantedEndpoint('jobs', { subscription: { events: ['processing'] } }));
  const [limited] = await accept(limitedTo('processing'), [own]);
  expect(limited?.deliveries.map(({ destination }) => destination)).toEqual([processing.id, wide.id, jobs.id]);
  const [free] = await accept({ name: 'any', store: 'main', scopes: ['ingest'] }, [own]);
  expect(free?.deliveries.map(({ destination }) => destination)).toContain(rewards.id);
  expect(free?.deliveries[0]?.destination).not.toBe(processing.id);
});

test('the ids of a limited key are its own: it takes none away from the store, nor from another key', async () => {
  const { accept } = await start();
  const shop = { name: 'shop', store: 'main', scopes: ['ingest'] } as const;
  const sale = { id: 'tbx-1', type: 'payment.completed', severity: 'success' } as const;
  const forged = { ...own, id: 'tbx-1' };
  const [first] = await accept({ ...limitedTo('processing'), countedAs: 'key_1' }, [forged]);
  const [again] = await accept({ ...limitedTo('processing'), countedAs: 'key_1' }, [forged]);
  const [other] = await accept({ ...limitedTo('processing'), countedAs: 'key_2' }, [forged]);
  const [sold] = await accept(shop, [sale]);
  expect([first, again, other, sold].map((one) => one?.duplicate)).toEqual([false, true, false, false]);
  await expect(
    accept({ ...limitedTo('processing'), countedAs: 'key_1' }, [{ ...forged, title: 'Another' }]),
  ).rejects.toThrow('The id "tbx-1" was already used');
});

test('the route for everything (*) takes it too', async () => {
  const { accept, registries } = await start();
  const everything = await addRoute(registries, '*');
  const [limited] = await accept(limitedTo('processing'), [own]);
  expect(limited?.deliveries[0]?.destination).toBe(everything.id);
});

test('it stays so while it waits: a route of its type that comes later does not take it', async () => {
  const { accept, registries, storage } = await start();
  await addRoute(registries, 'gifting');
  const [limited] = await accept(limitedTo('processing'), [own]);
  expect(limited?.deliveries[0]?.status).toBe('unrouted');
  await addRoute(registries, 'vip.*');
  expect(await reroute({ storage, registries, wake: () => undefined })).toBe(0);
  await addRoute(registries, 'processing');
  expect(await reroute({ storage, registries, wake: () => undefined })).toBe(1);
});
