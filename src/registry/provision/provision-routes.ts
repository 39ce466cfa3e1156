import type { DeliveryPolicy } from '../../model/delivery-policy.ts';
import { type ProvisionedRoute, plainRule, type Route, type RoutePlaces } from '../../model/route.ts';
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
  const { routes } = registries;
  const keys = new Set(wanted.map(({ store, key }) => `${store} ${key}`));
  for (const route of routes.all()) {
    if (Object.keys(route.provisioned ?? {}).length === 0 || keys.has(`${route.store} ${route.key}`)) continue;
    const own = ownPart(route);
    if (own === undefined) await routes.remove(route.store, route.key);
    else await routes.put(own);
  }
  for (const route of wanted) await provisionRoute(route, registries);
}

async function provisionRoute(wanted: Wanted, registries: Known): Promise<void> {
  const { store, key, rule, provisioned } = wanted;
  const before = registries.routes.find(store, key);
  const own = before && ownPart(before);
  const destination = await destinationOf(wanted, before, own?.destination, registries.destinations);
  await registries.routes.put({ ...plainRule, ...own, ...rule, store, key, destination, provisioned });
}

async function destinationOf(
  { store, key, target, policy, provisioned }: Wanted,
  before: Route | undefined,
  own: string | undefined,
  destinations: Known['destinations'],
): Promise<string | undefined> {
  const kept = before?.destination === undefined ? undefined : destinations.find(before.destination);
  // A policy that was set while running stays, over a new address too; one that the operator took out is over.
  const lasting = kept && before?.provisioned?.['*'] === undefined ? policyBeside(kept, before?.provisioned) : {};
  const whole: DeliveryPolicy = { onUncertain: 'resend', ...lasting, ...policy };
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

function policyBeside(
  { onUncertain, schedule }: DeliveryPolicy,
  provisioned: RoutePlaces = {},
): Partial<Pick<DeliveryPolicy, 'onUncertain' | 'schedule'>> {
  return {
    ...(provisioned['onUncertain'] === undefined && { onUncertain }),
    ...(provisioned['schedule'] === undefined && schedule !== undefined && { schedule }),
  };
}

/** The part of a route that was set while running; undefined where that is nothing. */
function ownPart({ provisioned = {}, store, key, ...fields }: Route): Route | undefined {
  if (provisioned['*'] !== undefined) return undefined;
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => provisioned[name] === undefined));
  const isPlain = Object.entries(kept).every(([name, value]) => value === undefined || (name === 'muted' && !value));
  return isPlain ? undefined : { ...plainRule, ...kept, store, key };
}
