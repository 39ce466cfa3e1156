import { endpointFileFields } from '../contract/endpoint-fields.ts';
import { lookFields } from '../contract/look.ts';
import { fieldOfRoute, routeFields, splitRoute } from '../contract/route.ts';
import { complete, saidOf } from '../contract/schemas.ts';
import { lanePartOf, sortChange } from '../contract/sort-endpoint.ts';
import { retentionFields, storeFields } from '../contract/store.ts';
import type { LookOverride } from '../model/look.ts';
import { defaultStore } from '../model/store.ts';
import type { CrierFile } from './crier-yaml.ts';
import type { ProvisionedEndpoint, ProvisionedRoute, ProvisionedSource, StoreSettings } from './settings.ts';

/** The store that is always there, and that the environment's key and webhooks belong to. */
export const mainStore = 'main';

type FileStore = NonNullable<NonNullable<CrierFile['content']>['stores']>[string];
type FileRoute = NonNullable<FileStore['routes']>[string];

/**
 * The stores of the file, `main` first and always there; the environment's routes join those of `main`. Where both
 * name one key, the file wins in what it says.
 */
export function loadStores(file: CrierFile, environmentRoutes: readonly ProvisionedRoute[]): StoreSettings[] {
  const stores = new Map<string, FileStore>([[mainStore, {}], ...Object.entries(file.content?.stores ?? {})]);
  return [...stores].map(([id, store]) => {
    const routes = new Map(id === mainStore ? environmentRoutes.map((route) => [route.key, route]) : []);
    for (const [key, said] of Object.entries(store.routes ?? {})) {
      const route = routeOf(key, said, (field) => file.placeOf(['stores', id, 'routes', key, field]));
      routes.set(key, over(routes.get(key), route));
    }
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
  return routeOf(key, { webhook }, () => provisionedBy);
}

/** The schema has seen to it that a route names one place at most. */
function routeOf(key: string, said: FileRoute, placeOf: (field: string) => string): ProvisionedRoute {
  const { targets, rest } = splitRoute(said);
  const [target] = targets;
  const { on_uncertain, retry, ...rule } = rest;
  const provisioned = Object.keys(said).map((name) => [fieldOfRoute(name), placeOf(name)]);
  return {
    key,
    ...(target && { target: { kind: target.kind, settings: target.settings } }),
    rule: saidOf(routeFields, rule),
    policy: saidOf(routeFields, { on_uncertain, retry }),
    provisioned: Object.fromEntries(provisioned),
  };
}

/** A route as one says it, and where that says nothing, as the other does. */
function over(below: ProvisionedRoute | undefined, route: ProvisionedRoute): ProvisionedRoute {
  const target = route.target ?? below?.target;
  return { ...route, ...(target && { target }), provisioned: { ...below?.provisioned, ...route.provisioned } };
}

function sourcesOf(file: CrierFile, id: string, store: FileStore): ProvisionedSource[] {
  return Object.entries(store.sources ?? {}).map(([source, { secret, secrets, password, username, category }]) => ({
    source,
    secrets: [secret, password, ...(secrets ?? [])].filter((one) => one !== undefined),
    username,
    category,
    provisionedBy: file.placeOf(['stores', id, 'sources', source]),
  }));
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
