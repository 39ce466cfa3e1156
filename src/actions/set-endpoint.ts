import { randomBytes } from 'node:crypto';
import type { EndpointChange, NewEndpoint } from '../contract/endpoint-fields.ts';
import { lanePartOf, sortChange } from '../contract/sort-endpoint.ts';
import { mergePatch } from '../lib/merge-patch.ts';
import type { Actor } from '../model/api-key.ts';
import type { Destination } from '../model/destination.ts';
import { type EndpointSettings, endpointNameForm, endpointSettings, isEndpointName } from '../model/endpoint.ts';
import { CrierError } from '../model/errors.ts';
import type { Subscription } from '../model/subscription.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { type EndpointReport, getEndpoint, requireEndpoint, requireNotProvisionedEndpoint } from './list-endpoints.ts';
import { requireScope } from './require-scope.ts';

export interface EndpointSet extends EndpointReport {
  /** The secret that Crier has made up, told this once. */
  madeSecret: string | undefined;
}

type Deps = Pick<ActionDeps, 'store' | 'registries' | 'clock' | 'pauses' | 'resume'>;

/** A secret in the form of Standard Webhooks. */
export function makeSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/**
 * Makes an endpoint; it gets the events that come from now on.
 *
 * @throws CrierError `invalid_destination` that names what is wrong, `wrong_state` where the name is taken.
 */
export async function addEndpoint(deps: Deps, actor: Actor, wanted: NewEndpoint): Promise<EndpointSet> {
  requireScope(actor, 'admin');
  const name = wanted.name ?? freeName(deps, actor, wanted.url);
  requireName(deps, actor, name);
  const { settings, madeSecret } = changedSettings(undefined, wanted);
  const destination = await deps.registries.destinations.put(
    { ...lanePartOf(wanted), store: actor.store, kind: 'http', name, settings },
    auditOf(actor, deps.clock.now(), 'add-endpoint', `endpoint ${name}`),
  );
  return { ...(await getEndpoint(deps, actor, destination.id)), madeSecret };
}

/**
 * Changes an endpoint while running; what waits for it goes the new way.
 *
 * @param change what it does not name stays, null takes away.
 * @throws CrierError `not_found`, `invalid_destination`, `provisioned`, `wrong_state` where the new name is taken.
 */
export async function changeEndpoint(
  deps: Deps,
  actor: Actor,
  nameOrId: string,
  change: EndpointChange,
): Promise<EndpointSet> {
  requireScope(actor, 'admin');
  const before = requireEndpoint(deps, actor, nameOrId);
  requireNotProvisionedEndpoint(before);
  if (change.name !== undefined && change.name !== before.name) requireName(deps, actor, change.name);
  const { name, subscription, policy } = sortChange(change);
  const audit = auditOf(
    actor,
    deps.clock.now(),
    'change-endpoint',
    `endpoint ${before.name}`,
    Object.keys(change).join(', '),
  );
  let madeSecret: string | undefined;
  const changed = await deps.registries.destinations.change(
    before,
    (now) => {
      const made = changedSettings(now, change);
      madeSecret = made.madeSecret;
      return {
        settings: made.settings,
        name,
        subscription: mergePatch<Subscription>(now.subscription ?? { events: ['*'] }, subscription),
        ...policy,
      };
    },
    audit,
  );
  if (changed.state === 'broken') await deps.pauses.resume(changed);
  else deps.resume(changed.id);
  return { ...(await getEndpoint(deps, actor, changed.id)), madeSecret };
}

/** The settings with a change; where there is nothing to sign with, a secret is made up. */
function changedSettings(
  before: Destination | undefined,
  change: EndpointChange,
): { settings: EndpointSettings; madeSecret: string | undefined } {
  const was = before && endpointSettings(before.settings);
  const { settings: patch, secret } = sortChange(change);
  const plain = { url: '', signature: 'standard' as const, secrets: [], headers: {} };
  const settings = {
    ...plain,
    ...mergePatch<Partial<EndpointSettings>>(was ?? {}, {
      // The two fill the same header: the one that is said takes the place of the other.
      ...(patch.bearer != null && { basic: null }),
      ...(patch.basic != null && { bearer: null }),
      ...patch,
    }),
  };
  const isBare = settings.signature !== 'none' && settings.secrets.length === 0 && secret === undefined;
  const madeSecret = isBare ? makeSecret() : undefined;
  const newest = secret ?? madeSecret;
  return { settings: newest === undefined ? settings : { ...settings, secrets: [{ secret: newest }] }, madeSecret };
}

function requireName(deps: Pick<Deps, 'registries'>, actor: Actor, name: string): void {
  if (!isEndpointName(name)) {
    throw new CrierError('invalid_destination', `"${name}" cannot be the name of an endpoint.`, {
      errors: [{ path: 'name', message: `expected ${endpointNameForm}` }],
    });
  }
  if (deps.registries.destinations.named(actor.store, name) === undefined) return;
  throw new CrierError('wrong_state', `The store "${actor.store}" has an endpoint "${name}" already.`, {
    errors: [{ path: 'name', message: 'expected a name that is free' }],
  });
}

/** The host, and a number behind it where that is taken. */
function freeName(deps: Pick<Deps, 'registries'>, actor: Actor, url: string): string {
  const host = (URL.parse(url)?.hostname ?? 'endpoint').replace(/[^\p{L}\p{N}._-]/gu, '').slice(0, 50) || 'endpoint';
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? host : `${host}-${number}`;
    if (deps.registries.destinations.named(actor.store, name) === undefined) return name;
  }
}
