import type { TestReport } from '../contract/test-report.ts';
import { didYouMean } from '../lib/did-you-mean.ts';
import { newId } from '../lib/ids.ts';
import type { Actor } from '../model/api-key.ts';
import type { Destination } from '../model/destination.ts';
import type { LaneItem, RequestPreview } from '../model/destination-kind.ts';
import { CrierError } from '../model/errors.ts';
import type { Event, EventInput } from '../model/event.ts';
import { isSubscribed } from '../model/subscription.ts';
import { completeEvent } from '../pipeline/accept/complete-event.ts';
import { samplesAt } from '../samples/events.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { requireEndpoint } from './list-endpoints.ts';
import { requireScope } from './require-scope.ts';
import { sendTest } from './send-test.ts';

type Deps = Pick<ActionDeps, 'store' | 'registries' | 'kinds' | 'clock' | 'live' | 'resume'>;

/**
 * Sends one event to an endpoint alone and answers what it answered. It is tried once.
 *
 * @param type of the sample to send; undefined: `crier.test`, which means nothing to anybody.
 * @throws CrierError `not_found`, or `invalid_request` where there is no sample of that type.
 */
export async function testEndpoint(
  deps: Deps,
  actor: Actor,
  nameOrId: string,
  type?: string | undefined,
): Promise<TestReport> {
  requireScope(actor, 'admin');
  const destination = requireEndpoint(deps, actor, nameOrId);
  const input = type === undefined ? plainTest(actor) : sampleOf(type, deps.clock.now());
  const report = await sendTest(deps, destination, input);
  if (report.outcome !== 'delivered') {
    const now = deps.clock.now();
    const audit = auditOf(actor, now, 'cancel-delivery', report.delivery, 'a test is tried once');
    await deps.store.cancelDelivery(actor.store, report.delivery, now, audit);
  }
  return report;
}

/**
 * The request that an endpoint would get for an event, without sending it.
 *
 * @param wanted.event id of an event of the log; else `type`, of a sample; else the first sample that it subscribes to.
 * @param wanted.body a template to try instead of the endpoint's own.
 * @throws CrierError `not_found`, `invalid_request`, `invalid_destination` for the template.
 */
export async function previewEndpoint(
  deps: Deps,
  actor: Actor,
  nameOrId: string,
  wanted: { event?: string | undefined; type?: string | undefined; body?: string | undefined },
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

function withBody({ registries }: Pick<Deps, 'registries'>, destination: Destination, body: string): Destination {
  const { store, kind, onUncertain } = destination;
  const draft = registries.destinations.draft({
    store,
    kind,
    onUncertain,
    settings: { ...destination.settings, body },
  });
  return { ...destination, settings: draft.destination.settings };
}

async function eventFor(
  deps: Deps,
  actor: Actor,
  { subscription }: Destination,
  wanted: { event?: string | undefined; type?: string | undefined },
): Promise<Event> {
  const now = deps.clock.now();
  if (wanted.event !== undefined) {
    const found = await deps.store.getEvent(actor.store, wanted.event);
    if (found !== undefined) return JSON.parse(found.event);
    throw new CrierError('not_found', `There is no event ${wanted.event} in the store "${actor.store}".`);
  }
  if (wanted.type !== undefined) return completeEvent(sampleOf(wanted.type, now), actor.store, now);
  const events = [...samplesAt(now).values()].map((sample) => completeEvent(sample, actor.store, now));
  const first = events.find((event) => subscription !== undefined && isSubscribed(subscription, event)) ?? events[0];
  if (first === undefined) throw new Error('there are no samples');
  return first;
}

function sampleOf(type: string, now: number): EventInput {
  const samples = samplesAt(now);
  const sample = samples.get(type);
  if (sample !== undefined) return sample;
  const guess = didYouMean(type, samples.keys()) || `There are: ${[...samples.keys()].join(', ')}.`;
  throw new CrierError('invalid_request', `There is no sample of the type "${type}". ${guess}`, {
    errors: [{ path: 'type', message: 'expected the type of a sample' }],
  });
}

function plainTest(actor: Actor): EventInput {
  return {
    type: 'crier.test',
    category: 'processing',
    severity: 'info',
    description: 'This is how events arrive at this endpoint.',
    data: { asked_by: actor.name },
  };
}
