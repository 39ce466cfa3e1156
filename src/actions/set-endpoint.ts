import { randomBytes } from 'node:crypto';
import type { Actor } from '../model/api-key.ts';
import type { Destination } from '../model/destination.ts';
import {
  defaultConcurrency,
  type EndpointSettings,
  endpointNameForm,
  endpointNamePattern,
  endpointSettings,
} from '../model/endpoint.ts';
import { CrierError } from '../model/errors.ts';
import type { Subscription } from '../model/subscription.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { type EndpointReport, getEndpoint, requireEndpoint, requireNotProvisionedEndpoint } from './list-endpoints.ts';
import { requireScope } from './require-scope.ts';

/** What may be said of an endpoint. Undefined: as it is, or by default; null: taken away. */
export interface EndpointChange {
  name?: string | undefined;
  /** Secret in parts. */
  url?: string | undefined;
  events?: readonly string[] | undefined;
  applications?: readonly string[] | null | undefined;
  minSeverity?: Subscription['minSeverity'] | null | undefined;
  signature?: EndpointSettings['signature'] | undefined;
  /** Secret. Undefined for a new endpoint: one is made up. */
  secret?: string | undefined;
  basic?: EndpointSettings['basic'] | null | undefined;
  bearer?: string | null | undefined;
  headers?: Readonly<Record<string, string>> | null | undefined;
  body?: string | null | undefined;
  /** Milliseconds before each further attempt. */
  schedule?: readonly number[] | undefined;
  concurrency?: number | undefined;
  keepFailedMs?: number | null | undefined;
}

export interface EndpointSet extends EndpointReport {
  /** What Crier has made up, told this once. Secret. */
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
export async function addEndpoint(
  deps: Deps,
  actor: Actor,
  wanted: EndpointChange & { url: string; schedule: readonly number[] },
): Promise<EndpointSet> {
  requireScope(actor, 'admin');
  const name = wanted.name ?? freeName(deps, actor, wanted.url);
  requireName(deps, actor, name);
  const signature = wanted.signature ?? 'standard';
  const madeSecret = signature === 'none' || wanted.secret !== undefined ? undefined : makeSecret();
  const secret = wanted.secret ?? madeSecret;
  const destination = await deps.registries.destinations.put(
    {
      store: actor.store,
      kind: 'http',
      name,
      settings: {
        url: wanted.url,
        signature,
        secrets: secret === undefined ? [] : [{ secret }],
        headers: wanted.headers ?? {},
        basic: wanted.basic ?? undefined,
        bearer: wanted.bearer ?? undefined,
        body: wanted.body ?? undefined,
      },
      subscription: {
        events: wanted.events ?? ['*'],
        applications: wanted.applications ?? undefined,
        minSeverity: wanted.minSeverity ?? undefined,
      },
      onUncertain: 'resend',
      schedule: wanted.schedule,
      concurrency: wanted.concurrency ?? defaultConcurrency,
      keepFailedMs: wanted.keepFailedMs ?? undefined,
    },
    auditOf(actor, deps.clock.now(), 'add-endpoint', `endpoint ${name}`),
  );
  return { ...(await getEndpoint(deps, actor, destination.id)), madeSecret };
}

/**
 * Changes an endpoint while running; what waits for it goes the new way.
 *
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
  const { settings, madeSecret } = changedSettings(before, change);
  const { subscription = { events: ['*'] } } = before;
  const audit = auditOf(actor, deps.clock.now(), 'change-endpoint', `endpoint ${before.name}`, saidIn(change));
  const changed = await deps.registries.destinations.update(
    before,
    {
      settings,
      name: change.name,
      subscription: {
        events: change.events ?? subscription.events,
        applications: orNone(change.applications, subscription.applications),
        minSeverity: orNone(change.minSeverity, subscription.minSeverity),
      },
      schedule: change.schedule,
      concurrency: change.concurrency,
      keepFailedMs: change.keepFailedMs,
    },
    audit,
  );
  if (changed.state === 'broken') await deps.pauses.resume(changed);
  else deps.resume(changed.id);
  return { ...(await getEndpoint(deps, actor, changed.id)), madeSecret };
}

function changedSettings(before: Destination, change: EndpointChange) {
  const was = endpointSettings(before.settings);
  const signature = change.signature ?? was.signature;
  const isBare = signature !== 'none' && was.secrets.length === 0 && change.secret === undefined;
  const madeSecret = isBare ? makeSecret() : undefined;
  const secret = change.secret ?? madeSecret;
  const settings: EndpointSettings = {
    url: change.url ?? was.url,
    signature,
    secrets: secret === undefined ? was.secrets : [{ secret }],
    basic: orNone(change.basic, change.bearer == null ? was.basic : undefined),
    bearer: orNone(change.bearer, change.basic == null ? was.bearer : undefined),
    headers: change.headers === null ? {} : (change.headers ?? was.headers),
    body: orNone(change.body, was.body),
  };
  return { settings, madeSecret };
}

/** Undefined keeps, null takes away. */
function orNone<T>(said: T | null | undefined, before: T | undefined): T | undefined {
  return said === undefined ? before : (said ?? undefined);
}

/** For the audit log: which parts were changed, never to what. */
function saidIn(change: EndpointChange): string {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  return said.map(([key]) => key).join(', ');
}

function requireName(deps: Pick<Deps, 'registries'>, actor: Actor, name: string): void {
  if (!endpointNamePattern.test(name) || name.startsWith('dst_')) {
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
