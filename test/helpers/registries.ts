import { onTestFinished } from 'vitest';
import { createEmitter } from '../../src/lib/emitter.ts';
import type { Activity } from '../../src/model/activity.ts';
import type { Destination } from '../../src/model/destination.ts';
import type { DestinationKind } from '../../src/model/destination-kind.ts';
import { CrierError } from '../../src/model/errors.ts';
import type { Route } from '../../src/model/route.ts';
import type { OpenStorage } from '../../src/model/storage/storage.ts';
import { defaultStore, type Store } from '../../src/model/store.ts';
import type { WantedDestination } from '../../src/registry/destination-registry.ts';
import { createRegistries, loadRegistries, type Registries } from '../../src/registry/registries.ts';
import { openFile } from '../storage/_files.ts';
import { FakeClock } from './fake-clock.ts';

/** What is configured, on a real database, under a clock that the test moves. */
export interface RegistryWorld {
  registries: Registries;
  storage: OpenStorage;
  clock: FakeClock;
  activities: ReturnType<typeof createEmitter<Activity>>;
  /** Everything that was told of. */
  told: Activity[];
  /** The registries of another process on the same database, loaded. */
  another(options?: { secretKey?: Buffer }): Promise<Registries>;
}

export const secretKey = Buffer.alloc(32, 1);

/** A kind that takes any `{ url }`, and knows a place by it. */
const place: Pick<DestinationKind, 'accept'> = {
  accept({ url }) {
    if (typeof url !== 'string') throw new CrierError('invalid_destination', 'The destination needs a URL.');
    return { settings: { url }, identity: url, label: `…${url.slice(-4)}` };
  },
};

const preview: typeof place = { accept: () => ({ settings: {}, identity: 'preview', label: 'preview' }) };

const kinds = new Map([
  ['discord-webhook', place],
  ['http', place],
  ['preview', preview],
]);

export const mainStore: Store = { ...defaultStore, id: 'main', name: 'Frostvale' };

/** With the stores `main` and, where they are asked for, others; with nothing else in them. Closed after the test. */
export async function openRegistries(...otherStores: string[]): Promise<RegistryWorld> {
  const file = await openFile();
  onTestFinished(file.close);
  const { storage } = file;
  const clock = new FakeClock();
  const activities = createEmitter<Activity>();
  const told: Activity[] = [];
  activities.subscribe((activity) => told.push(activity));
  let ids = 100_000_000_000_000_000n;
  const create = (key: Buffer = secretKey) =>
    createRegistries({
      storage: storage,
      kinds,
      secretKey: key,
      clock,
      localToken: 'the token of this machine',
      newWebhookId: () => String(ids++),
    });
  const registries = create();
  await registries.stores.put(mainStore);
  for (const id of otherStores) await registries.stores.put({ ...mainStore, id, name: id });
  return {
    registries,
    storage,
    clock,
    activities,
    told,
    async another(options) {
      const other = create(options?.secretKey);
      for (const store of registries.stores.list()) await other.stores.put(store);
      await loadRegistries(other);
      return other;
    },
  };
}

/** A destination for the last part of its URL. */
export function wanted(name: string, parts: Partial<WantedDestination> = {}): WantedDestination {
  return {
    store: 'main',
    kind: 'discord-webhook',
    settings: { url: `https://discord.example/${name}` },
    onUncertain: 'resend',
    ...parts,
  };
}

/** An endpoint of that name that wants to hear everything, unless more is said. */
export function wantedEndpoint(name: string, parts: Partial<WantedDestination> = {}): WantedDestination {
  return wanted(name, { kind: 'http', name, subscription: { events: ['*'] }, ...parts });
}

/** A route of `main` with a destination of its own. */
export async function addRoute(
  { destinations, routes }: Pick<Registries, 'destinations' | 'routes'>,
  key: string,
  parts: Partial<Route> = {},
): Promise<Destination> {
  const destination = await destinations.put(wanted(key, { store: parts.store ?? 'main' }));
  await routes.put({ store: 'main', key, destination: destination.id, muted: false, ...parts });
  return destination;
}
