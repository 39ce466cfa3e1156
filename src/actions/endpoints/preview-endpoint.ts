import { newId } from '../../lib/ids.ts';
import type { Actor } from '../../model/api-key.ts';
import type { Destination } from '../../model/destination.ts';
import type { LaneItem, RequestPreview } from '../../model/destination-kind.ts';
import { CrierError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import { isSubscribed } from '../../model/subscription.ts';
import { completeEvent } from '../../pipeline/accept/complete-event.ts';
import { samplesAt } from '../../samples/events.ts';
import { requireScope } from '../require-scope.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { endpointSample } from './endpoint-sample.ts';
import { requireEndpoint } from './require-endpoint.ts';

type Deps = Pick<EndpointDeps, 'storage' | 'registries' | 'kinds' | 'clock'>;

/** The event that a request is shown for: one of the log, else a sample, else the first one that it subscribes to. */
export interface PreviewOf {
  /** `evt_…` */
  event?: string | undefined;
  /** Type of a sample. */
  type?: string | undefined;
  /** A template to try instead of the endpoint's own. */
  body?: string | undefined;
}

/**
 * The request that an endpoint would get for an event, without sending it.
 *
 * @throws CrierError `not_found`, `invalid_request`, `invalid_destination` for the template.
 */
export async function previewEndpoint(
  deps: Deps,
  actor: Actor,
  nameOrId: string,
  wanted: PreviewOf,
): Promise<RequestPreview> {
  requireScope(actor, 'read');
  const kept = requireEndpoint(deps, actor, nameOrId);
  const destination = wanted.body === undefined ? kept : withBody(deps, kept, wanted.body);
  const event = await eventFor(deps, actor, kept, wanted);
  const store = deps.registries.stores.find(actor.store);
  const kind = deps.kinds.get(destination.kind);
  if (store === undefined || kind?.describe === undefined) throw new Error(`nothing describes ${destination.kind}`);
  const delivery = { id: newId('dlv'), eventId: event.id, store: event.store, status: 'pending', attempts: 0 } as const;
  const item: LaneItem = { delivery: { ...delivery, createdAt: deps.clock.now() }, event, route: undefined };
  const rendered = kind.render([item], { store, omit: new Set() }, destination);
  if (rendered.problem !== undefined)
    throw new CrierError('invalid_destination', `It cannot be made: ${rendered.problem}.`);
  return kind.describe(rendered, destination);
}

function withBody(deps: Deps, destination: Destination, body: string): Destination {
  const { store, kind, onUncertain } = destination;
  const draft = deps.registries.destinations.draft({
    store,
    kind,
    onUncertain,
    settings: { ...destination.settings, body },
  });
  return { ...destination, settings: draft.destination.settings };
}

async function eventFor(deps: Deps, actor: Actor, { subscription }: Destination, wanted: PreviewOf): Promise<Event> {
  const now = deps.clock.now();
  if (wanted.event !== undefined) {
    const found = await deps.storage.getEvent(actor.store, wanted.event);
    if (found !== undefined) return JSON.parse(found.event);
    throw new CrierError('not_found', `There is no event ${wanted.event} in the store "${actor.store}".`);
  }
  if (wanted.type !== undefined) return completeEvent(endpointSample(wanted.type, now), actor.store, now);
  const events = [...samplesAt(now).values()].map((sample) => completeEvent(sample, actor.store, now));
  const first = events.find((event) => subscription !== undefined && isSubscribed(subscription, event)) ?? events[0];
  if (first === undefined) throw new Error('there are no samples');
  return first;
}
