import { endpointFileFields } from '../contract/endpoint-fields.ts';
import { lookFields } from '../contract/look.ts';
import { routeFields, splitRoute } from '../contract/route.ts';
import { complete } from '../contract/schemas.ts';
import { lanePartOf, sortChange } from '../contract/sort-endpoint.ts';
import { retentionFields, storeFields } from '../contract/store.ts';
import type { LookOverride } from '../model/look.ts';
import type { ProvisionedRoute } from '../model/route.ts';
import { defaultStore } from '../model/store.ts';
import type { CrierFile } from './crier-yaml.ts';
import type { ProvisionedEndpoint, ProvisionedSource, StoreSettings } from './settings.ts';

/** The store that is always there, and that the environment's key and webhooks belong to. */
export const mainStore = 'main';

type FileStore = NonNullable<NonNullable<CrierFile['content']>['stores']>[string];
type FileRoute = NonNullable<FileStore['routes']>[string];

/**
 * The stores of the file, `main` first and always there; the environment's routes join those of `main`, under those
 * of the file where both name one field of one key.
 */
export function loadStores(file: CrierFile, environmentRoutes: readonly ProvisionedRoute[]): StoreSettings[] {
  const stores = new Map<string, FileStore>([[mainStore, {}], ...Object.entries(file.content?.stores ?? {})]);
  return [...stores].map(([id, store]) => {
    const routes = new Map(id === mainStore ? environmentRoutes.map((route) => [route.key, route]) : []);
    for (const [key, route] of Object.entries(store.routes ?? {}))
      routes.set(key, over(routes.get(key), routeOf(key, route, file.placeOf(['stores', id, 'routes', key]))));
    return {
      store: storeOf(id, store),
      routes: [...routes.values()],
      sources: sourcesOf(file, id, store),
      endpoints: endpointsOf(file, id, store),
    };
  });
}

/** A route to a Discord webhook with nothing else said about it. @param webhook its URL. */
export function discordRoute(key: string, webhook: string, provisionedBy: string): ProvisionedRoute {
  return routeOf(key, { webhook }, provisionedBy);
}

/** The schema has seen to it that a route names one place at most. */
function routeOf(key: string, said: FileRoute, place: string): ProvisionedRoute {
  const { targets, rest } = splitRoute(complete(routeFields, said));
  const [target] = targets;
  const { onUncertain, schedule, ...rule } = rest;
  const names = Object.entries(routeFields).flatMap(([wire, { name }]) => (wire in said ? [name] : []));
  const isSaid = ([name]: [string, unknown]) => names.some((one) => one === name);
  const places = [...(target === undefined ? [] : ['destination']), ...names.filter((name) => name in rest)];
  return {
    key,
    target: target && { kind: target.kind, settings: target.settings },
    rule: Object.fromEntries(Object.entries(rule).filter(isSaid)),
    policy: Object.fromEntries(Object.entries({ onUncertain, schedule }).filter(isSaid)),
    provisioned: Object.fromEntries(places.map((name) => [name, place])),
  };
}

/** Two routes of one key as one: the fields of `upper` count where both name one. */
function over(lower: ProvisionedRoute | undefined, upper: ProvisionedRoute): ProvisionedRoute {
  if (lower === undefined) return upper;
  return {
    key: upper.key,
    target: upper.target ?? lower.target,
    rule: { ...lower.rule, ...upper.rule },
    policy: { ...lower.policy, ...upper.policy },
    provisioned: { ...lower.provisioned, ...upper.provisioned },
  };
}

function sourcesOf(file: CrierFile, id: string, store: FileStore): ProvisionedSource[] {
  return Object.entries(store.sources ?? {}).map(
    ([source, { secret, secrets, password, username, category, hooks }]) => ({
      source,
      secrets: [secret, password, ...(secrets ?? [])].filter((one) => one !== undefined),
      username,
      category,
      hooks,
      provisionedBy: file.placeOf(['stores', id, 'sources', source]),
    }),
  );
}

function endpointsOf(file: CrierFile, id: string, store: FileStore): ProvisionedEndpoint[] {
  return (store.endpoints ?? []).map((said, index) => {
    const { secrets = [], ...endpoint } = complete(endpointFileFields, said);
    const { settings, secret } = sortChange(endpoint);
    const all = secret === undefined ? secrets : [secret, ...secrets];
    return {
      ...lanePartOf(endpoint),
      name: endpoint.name,
      kind: 'http',
      settings: { ...settings, secrets: all.map((one) => ({ secret: one })) },
      provisionedBy: file.placeOf(['stores', id, 'endpoints', index]),
    };
  });
}

function storeOf(id: string, store: FileStore): StoreSettings['store'] {
  const looks = Object.entries(store.looks ?? {}).map(([key, look]): [string, LookOverride] => [
    key,
    complete(lookFields, look),
  ]);
  const { name = id === mainStore ? 'Crier' : id, ...rest } = complete(storeFields, store);
  return {
    ...rest,
    id,
    name,
    looks: { ...defaultStore.looks, ...Object.fromEntries(looks) },
    retention: complete(retentionFields, store.retention ?? {}),
  };
}
