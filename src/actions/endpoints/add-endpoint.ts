import type { NewEndpoint } from '../../contract/endpoint-fields.ts';
import { lanePartOf } from '../../contract/sort-endpoint.ts';
import type { Actor } from '../../model/api-key.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { changedSettings } from './changed-settings.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import type { EndpointSet } from './endpoint-set.ts';
import { reportEndpoint } from './report-endpoint.ts';
import { requireFreeName } from './require-free-name.ts';
import { warningsOf } from './unknown-events.ts';

/**
 * Makes an endpoint; it gets the events that come from now on.
 *
 * @throws CrierError `invalid_destination` that names what is wrong, `wrong_state` where the name is taken.
 */
export async function addEndpoint(
  deps: Pick<EndpointDeps, 'storage' | 'registries' | 'clock'>,
  actor: Actor,
  wanted: NewEndpoint,
): Promise<EndpointSet> {
  requireScope(actor, 'admin');
  const name = wanted.name ?? freeName(deps, actor, wanted.url);
  requireFreeName(deps, actor, name);
  const { settings, madeSecret } = changedSettings(undefined, wanted);
  const destination = await deps.registries.destinations.put(
    { ...lanePartOf(wanted), store: actor.store, kind: 'http', name, settings },
    auditOf(actor, deps.clock.now(), 'add-endpoint', `endpoint ${name}`),
  );
  return { ...(await reportEndpoint(deps, actor, destination)), madeSecret, warnings: warningsOf(wanted.events) };
}

/** The host, and a number behind it where that is taken. */
function freeName(deps: Pick<EndpointDeps, 'registries'>, actor: Actor, url: string): string {
  const host = (URL.parse(url)?.hostname ?? 'endpoint').replace(/[^\p{L}\p{N}._-]/gu, '').slice(0, 50) || 'endpoint';
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? host : `${host}-${number}`;
    if (deps.registries.destinations.named(actor.store, name) === undefined) return name;
  }
}
