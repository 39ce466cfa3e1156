import type { Actor } from '../../model/api-key.ts';
import type { Destination } from '../../model/destination.ts';
import { type EndpointSettings, endpointSettings } from '../../model/endpoint.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { EndpointChange, EndpointSet } from './endpoint-change.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { getEndpoint } from './get-endpoint.ts';
import { makeSecret } from './make-secret.ts';
import { requireChangeable } from './require-endpoint.ts';
import { requireFreeName } from './require-free-name.ts';

/**
 * Changes an endpoint while running; what waits for it goes the new way.
 *
 * @throws CrierError `not_found`, `invalid_destination`, `provisioned`, `wrong_state` where the new name is taken.
 */
export async function changeEndpoint(
  deps: EndpointDeps,
  actor: Actor,
  nameOrId: string,
  change: EndpointChange,
): Promise<EndpointSet> {
  requireScope(actor, 'admin');
  const before = requireChangeable(deps, actor, nameOrId);
  if (change.name !== undefined && change.name !== before.name) requireFreeName(deps, actor, change.name);
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
