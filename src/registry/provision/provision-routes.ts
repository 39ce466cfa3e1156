import { isDeepStrictEqual } from 'node:util';
import type { DeliveryPolicy } from '../../model/delivery-policy.ts';
import { type ProvisionedRoute, plainRule, type Route } from '../../model/route.ts';
import type { Registries } from '../registries.ts';

type Wanted = ProvisionedRoute & { store: string };
type Known = Pick<Registries, 'routes' | 'destinations'>;

/**
 * Brings the routes to what the operator says, field by field: what was provisioned and is said no more goes, and what
 * was set while running stays beside it.
 *
 * @param wanted of all stores.
 * @throws Error that says where a policy stands that belongs to no place.
 */
export async function provisionRoutes(wanted: readonly Wanted[], registries: Known): Promise<void> {
  const { routes, destinations } = registries;
  const before = routes.all();
  const lasting = lastingPolicies(before, destinations);
  const keys = new Set(wanted.map(({ store, key }) => `${store} ${key}`));
  for (const route of before) {
    if (Object.keys(route.provisioned ?? {}).length === 0 || keys.has(`${route.store} ${route.key}`)) continue;
    const own = ownPart(route);
    if (own === undefined) await routes.remove(route.store, route.key);
    else await routes.put(own);
  }
  // Routes may share a destination: what one says of the way to it counts over the silence of another.
  const loudestLast = wanted.toSorted((a, b) => Object.keys(a.policy).length - Object.keys(b.policy).length);
  for (const route of loudestLast) await provisionRoute(route, lasting, registries);
}

async function provisionRoute(wanted: Wanted, lasting: LastingPolicy, registries: Known): Promise<void> {
  const { store, key, rule, provisioned } = wanted;
  const before = registries.routes.find(store, key);
  const own = before && ownPart(before);
  const destination = await destinationOf(wanted, { before, own: own?.destination, lasting }, registries.destinations);
  await registries.routes.put({ ...plainRule, ...own, ...rule, store, key, destination, provisioned });
}

async function destinationOf(
  { store, key, target, policy, provisioned }: Wanted,
  { before, own, lasting }: { before: Route | undefined; own: string | undefined; lasting: LastingPolicy },
  destinations: Known['destinations'],
): Promise<string | undefined> {
  // A policy that was set while running stays, over a new address too; one that the operator took out is over.
  const known = target && sameDestination(store, target, destinations);
  const whole: DeliveryPolicy = { onUncertain: 'resend', ...lasting(known ?? before?.destination), ...policy };
  if (target !== undefined) return (await destinations.put({ store, ...target, ...whole })).id;
  const found = own === undefined ? undefined : destinations.find(own);
  if (found !== undefined) return (await destinations.update(found, { schedule: null, ...whole })).id;
  const [named] = Object.keys(policy);
  if (named === undefined) return undefined;
  const what = named === 'schedule' ? 'retry' : 'on_uncertain';
  throw new Error(
    `${provisioned[named]}: ${what} of the route "${key}" belongs to a webhook or channel, and the route names none. Put it beside one, or take it out.`,
  );
}

/** The part of the policy of a destination that no operator said; of none: nothing. */
type LastingPolicy = (destination: string | undefined) => Partial<Pick<DeliveryPolicy, 'onUncertain' | 'schedule'>>;

/** @param routes as they were before anything is provisioned. */
function lastingPolicies(routes: readonly Route[], destinations: Known['destinations']): LastingPolicy {
  const said = new Set(
    routes.flatMap(({ destination, provisioned = {} }) =>
      Object.keys(provisioned).map((name) => `${destination} ${name}`),
    ),
  );
  const isLasting = (id: string, name: string) => !said.has(`${id} ${name}`) && !said.has(`${id} *`);
  return (id) => {
    const found = id === undefined ? undefined : destinations.find(id);
    if (found === undefined) return {};
    const { onUncertain, schedule } = found;
    return {
      ...(isLasting(found.id, 'onUncertain') && { onUncertain }),
      ...(isLasting(found.id, 'schedule') && schedule !== undefined && { schedule }),
    };
  };
}

/** The id of the destination that a place already has. */
function sameDestination(
  store: string,
  target: NonNullable<Wanted['target']>,
  destinations: Known['destinations'],
): string | undefined {
  const { kind, settings } = destinations.draft({ store, ...target, onUncertain: 'resend' }).destination;
  return destinations.list(store).find((one) => one.kind === kind && isDeepStrictEqual(one.settings, settings))?.id;
}

/** The part of a route that was set while running; undefined where that is nothing. */
function ownPart({ provisioned = {}, store, key, ...fields }: Route): Route | undefined {
  if (provisioned['*'] !== undefined) return undefined;
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => provisioned[name] === undefined));
  const isPlain = Object.entries(kept).every(([name, value]) => value === undefined || (name === 'muted' && !value));
  return isPlain ? undefined : { ...plainRule, ...kept, store, key };
}
