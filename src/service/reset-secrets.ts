import type { DestinationSettings } from '../model/destination.ts';
import { lostSecret } from '../model/lost-secret.ts';
import type { DestinationRecord } from '../model/storage/destinations.ts';
import type { OpenStorage } from '../model/storage/storage.ts';
import { fingerprintOf, sealSettings } from '../registry/sealed-destination.ts';
import { sealSource } from '../registry/source-registry.ts';
import { findSecretKey, makeSecretKey } from '../settings/secret-key.ts';
import type { Settings } from '../settings/settings.ts';
import { openStorage } from '../storage/open-storage.ts';
import { listUnopened } from './unopened-secrets.ts';

/** One thing whose secret is lost. */
export interface LostSecret {
  kind: 'source' | 'endpoint' | 'route';
  store: string;
  /** The source, the endpoint's name, or the routes that lead there. */
  name: string;
  /** The destination without its secrets. */
  label?: string | undefined;
  /** True for a route to a channel, which the bot writes into. */
  isChannel?: boolean;
  /** The place in file or environment that sets it again at the next start. */
  provisionedBy?: string | undefined;
}

/** Settings that lead nowhere, for those that are lost: whoever resumes such a destination sends nothing to anybody. */
const nowhere: Readonly<Record<string, DestinationSettings>> = {
  'discord-webhook': { id: '0', token: 'lost' },
  'discord-channel': { channel_id: '0' },
  http: { url: 'https://lost.invalid/' },
};

/**
 * Drops the secrets that the secret key does not open, and nothing else: events, deliveries and the log stay, what
 * waits goes on waiting. Destinations are broken until they are entered again; sources believe no request until then, and
 * keep those that come.
 *
 * @param confirm is asked before anything is written; nothing is where it answers false.
 * @returns what is lost; undefined where it was not confirmed.
 * @throws Error where Crier runs on the database, or it cannot be opened.
 */
export async function resetSecrets(
  settings: Pick<Settings, 'secretKey' | 'dataDir' | 'database'>,
  confirm: (lost: readonly LostSecret[]) => Promise<boolean>,
): Promise<LostSecret[] | undefined> {
  const storage = await openStorage(settings.database);
  try {
    const unopened = await listUnopened(storage, findSecretKey(settings));
    const lost = await describe(unopened, storage);
    if (unopened.destinations.length + unopened.sources.length === 0) return [];
    if (!(await confirm(lost))) return undefined;
    const key = findSecretKey(settings) ?? makeSecretKey(settings);
    for (const destination of unopened.destinations) await resetDestination(destination, key, storage);
    for (const { sealed: _, ...source } of unopened.sources) {
      const without = sealSource(key, { ...source, secrets: [] });
      await storage.putSource(without, auditOf(source.store, `source ${source.source}`));
    }
    return lost;
  } finally {
    await storage.close();
  }
}

async function describe(
  { destinations, sources }: Awaited<ReturnType<typeof listUnopened>>,
  storage: Pick<OpenStorage, 'listRoutes'>,
): Promise<LostSecret[]> {
  const routes = await storage.listRoutes();
  return [
    ...destinations.flatMap(({ id, kind, store, name, label, provisionedBy }): LostSecret[] => {
      if (name !== undefined) return [{ kind: 'endpoint', store, name, label, provisionedBy }];
      const leading = routes.filter(({ destination }) => destination === id);
      return leading.map((route) => ({
        kind: 'route',
        store,
        name: route.key,
        label,
        isChannel: kind === 'discord-channel',
        provisionedBy: route.provisioned?.['destination'],
      }));
    }),
    ...sources.map(({ store, source, provisionedBy }) => ({
      kind: 'source' as const,
      store,
      name: source,
      provisionedBy,
    })),
  ];
}

async function resetDestination(
  { id, store, kind, name }: DestinationRecord,
  key: Buffer,
  storage: Pick<OpenStorage, 'updateDestination'>,
): Promise<void> {
  // The preview has no settings, and an endpoint is known by its name: both are found again under the new key.
  const identity = name !== undefined ? `name ${name}` : kind === 'preview' ? 'preview' : `lost ${id}`;
  const fingerprint = fingerprintOf(key, kind, identity);
  const sealed = sealSettings(key, nowhere[kind] ?? {}, fingerprint);
  const broken = kind === 'preview' ? {} : { state: 'broken' as const, stateReason: lostSecret };
  await storage.updateDestination(id, { fingerprint, sealed, ...broken }, auditOf(store, `destination ${id}`));
}

const auditOf = (store: string, target: string) => ({
  at: Date.now(),
  store,
  actor: 'command line',
  action: 'reset-secret',
  target,
});
