import type { Destination } from '../model/destination.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import { destinationName } from '../model/destination-name.ts';
import type { ProvisionedRoute } from '../model/route.ts';
import type { Settings } from '../settings/settings.ts';
import { bad, type Finding, note, ok } from './finding.ts';

const patienceMs = 10_000;

/** Makes every kind of destination, by its name. */
export type LoadKinds = (settings: Settings) => Promise<ReadonlyMap<string, DestinationKind>>;

/** Every destination that file or environment name, asked whether it takes messages. */
export async function checkWebhooks(settings: Settings, loadKinds: LoadKinds): Promise<Finding[]> {
  const all = settings.stores.flatMap(({ store, routes }) =>
    routes.flatMap(({ target, ...route }) =>
      target === undefined ? [] : [{ store: store.id, route: { ...route, target } }],
    ),
  );
  if (all.length === 0) {
    return [note('no webhook in files or environment', 'Put DISCORD_WEBHOOK_DEFAULT=… into .env.')];
  }
  const kinds = await loadKinds(settings);
  try {
    return await Promise.all(
      all.flatMap(({ store, route }) => {
        const kind = kinds.get(route.target.kind);
        return kind === undefined ? [] : [checkRoute(kind, store, route)];
      }),
    );
  } finally {
    await Promise.all([...kinds.values()].map((kind) => kind.close()));
  }
}

type PlacedRoute = ProvisionedRoute & { target: NonNullable<ProvisionedRoute['target']> };

async function checkRoute(kind: DestinationKind, store: string, route: PlacedRoute): Promise<Finding> {
  const { key, target, policy, provisioned } = route;
  const place = provisioned['destination'];
  const isWebhook = kind.kind === 'discord-webhook';
  const name = `${isWebhook ? 'webhook' : 'channel'} ${store === 'main' ? '' : `${store} `}${key} (${place})`;
  const obstacle = kind.obstacle?.();
  if (obstacle !== undefined) return bad(`${name} waits: ${obstacle}`, 'Until then its events wait; nothing is lost.');
  const { settings, label } = kind.accept(target.settings);
  const id = `${store} ${key}`;
  const draft: Destination = {
    id,
    store,
    kind: kind.kind,
    label,
    settings,
    state: 'active',
    facts: {},
    onUncertain: policy.onUncertain ?? 'resend',
  };
  const result = await kind.check?.(draft, AbortSignal.timeout(patienceMs));
  if (result === undefined) return note(`${name} cannot be asked`);
  if (result.result === 'ok') return ok(`${name}: "${destinationName({ facts: result.facts, label })}" takes messages`);
  const cure = isWebhook ? 'Put a working URL there' : 'Mend it in Discord, or put the id of another channel there';
  if (result.result === 'bad') return bad(`${name}: ${result.reason}`, `${cure} (${place}).`);
  return note(`${name} could not be asked: ${result.reason}`);
}
