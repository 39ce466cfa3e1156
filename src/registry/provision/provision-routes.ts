import { isDeepStrictEqual } from 'node:util';
import { mergePatch } from '../../lib/merge-patch.ts';
import type { PolicyChange } from '../../model/delivery-policy.ts';
import { type ProvisionedFields, plainRule, type Route, type RouteRule, type RuleChange } from '../../model/route.ts';
import type { DestinationRegistry, WantedDestination } from '../destination-registry.ts';
import type { Registries } from '../registries.ts';

/** The fields of a route of a store as the operator wrote them; what is not said is left to others. */
export interface ProvisionedRoute {
  key: string;
  target?: Pick<WantedDestination, 'kind' | 'settings'>;
  rule: RuleChange;
  policy: Pick<PolicyChange, 'onUncertain' | 'schedule'>;
  provisioned: ProvisionedFields;
}

type Wanted = ProvisionedRoute & { store: string };
type Policy = Pick<WantedDestination, 'onUncertain' | 'schedule'>;
type Known = Pick<Registries, 'routes' | 'destinations'>;

const plainPolicy: Policy = { onUncertain: 'resend', schedule: undefined };

/**
 * @param wanted of all stores.
 * @throws Error that says where a route stands that is not right.
 */
export async function provisionRoutes(wanted: readonly Wanted[], registries: Known): Promise<void> {
  const { routes, destinations } = registries;
  const before = routes.all();
  const ownPolicy = ownPolicies(before, destinations);
  const keys = new Set(wanted.map(({ store, key }) => `${store} ${key}`));
  for (const route of before) {
    const isLeftOver = route.provisioned !== undefined && !keys.has(`${route.store} ${route.key}`);
    if (isLeftOver) await release(route, ownPolicy, registries);
  }
  // Routes may share a destination: what one says of the way to it stands over the silence of another.
  const loudestLast = wanted.toSorted((a, b) => Object.keys(a.policy).length - Object.keys(b.policy).length);
  for (const route of loudestLast) await keep(route, ownPolicy, registries);
}

/** The wishes for the way to a destination that the operator has not said; of none: the usual ones. */
type OwnPolicy = (destination: string | undefined) => Policy;

/** Leaves of a route what somebody else has set. */
async function release(route: Route, ownPolicy: OwnPolicy, { routes, destinations }: Known): Promise<void> {
  const own = ownPart(route);
  const { store, key, destination, ...rule } = own;
  if (destination === undefined && isDeepStrictEqual(rule, plainRule)) {
    await routes.remove(store, key);
    return;
  }
  await routes.put(own);
  if (destination !== undefined) await setPolicy(destination, ownPolicy(destination), destinations);
}

async function keep(wanted: Wanted, ownPolicy: OwnPolicy, { routes, destinations }: Known): Promise<void> {
  const { store, key, target, rule, provisioned } = wanted;
  const before = routes.find(store, key) ?? { store, key, ...plainRule };
  const own = ownPart(before);
  let { destination } = own;
  if (target !== undefined) {
    const known = sameDestination(store, target, destinations) ?? before.destination;
    const policy = mergePatch(ownPolicy(known), wanted.policy);
    destination = (await destinations.put({ store, ...target, ...policy })).id;
  } else if (destination !== undefined) {
    await setPolicy(destination, mergePatch(ownPolicy(destination), wanted.policy), destinations);
  } else {
    refuseLostPolicy(wanted);
  }
  await routes.put({ ...mergePatch<RouteRule>(own, rule), store, key, destination, provisioned });
}

function refuseLostPolicy({ key, provisioned: { onUncertain, schedule } }: Wanted): void {
  const place = onUncertain ?? schedule;
  if (place === undefined) return;
  throw new Error(
    `${place}: the route "${key}" has no destination of its own, and on_uncertain and retry are said of one. Write them at the route that has it, or give this one a webhook or channel.`,
  );
}

/** The fields of a route that the operator has not set. */
function ownPart({ provisioned = {}, ...route }: Route): Route {
  const own = Object.entries(route).filter(([field]) => !Object.hasOwn(provisioned, field));
  return { store: route.store, key: route.key, ...plainRule, ...Object.fromEntries(own) };
}

/** @param routes as they were before anything is provisioned. */
function ownPolicies(routes: readonly Route[], destinations: DestinationRegistry): OwnPolicy {
  const said = new Set(
    routes.flatMap(({ destination, provisioned = {} }) =>
      Object.keys(provisioned).map((field) => `${destination} ${field}`),
    ),
  );
  return (id) => {
    const { onUncertain, schedule } = (id === undefined ? undefined : destinations.find(id)) ?? plainPolicy;
    const own = Object.entries({ onUncertain, schedule }).filter(([field]) => !said.has(`${id} ${field}`));
    return { ...plainPolicy, ...Object.fromEntries(own) };
  };
}

/** The id of the destination for a target, where it is there already. */
function sameDestination(
  store: string,
  target: NonNullable<ProvisionedRoute['target']>,
  destinations: DestinationRegistry,
): string | undefined {
  const { kind, settings } = destinations.draft({ store, ...target, ...plainPolicy }).destination;
  return destinations.list(store).find((one) => one.kind === kind && isDeepStrictEqual(one.settings, settings))?.id;
}

async function setPolicy(
  id: string,
  { onUncertain, schedule }: Policy,
  destinations: DestinationRegistry,
): Promise<void> {
  const destination = destinations.find(id);
  if (destination === undefined) return;
  const isSame = isDeepStrictEqual([destination.onUncertain, destination.schedule], [onUncertain, schedule]);
  if (!isSame) await destinations.update(destination, { onUncertain, schedule: schedule ?? null });
}
