import { didYouMean } from '../../lib/did-you-mean.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { SourceSample } from '../../model/source.ts';
import type { AcceptedEvent } from '../../model/storage/events.ts';
import { finishEvents } from '../../pipeline/receive/finish-events.ts';
import { newTestId } from '../../samples/test-id.ts';
import { requireScope } from '../require-scope.ts';
import { requireSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/** The sample that was sent, and the events that it became. */
export interface SourceTestResult {
  sample: string;
  accepted: AcceptedEvent[];
}

/**
 * Sends a sample of a platform through its source as if it had been believed; it need not be switched on. Every call
 * is a new event.
 *
 * @param name of the sample; left out: one of the event that the source describes first.
 * @throws CrierError `not_found` for the source or the sample.
 */
export async function testSource(
  deps: Pick<SourceDeps, 'sources' | 'samples' | 'registries' | 'clock' | 'accept'>,
  actor: Actor,
  id: string,
  name: string | undefined,
): Promise<SourceTestResult> {
  requireScope(actor, 'admin');
  const source = requireSource(deps, id);
  const own = deps.samples().filter((sample) => sample.source === id);
  const names = own.map((sample) => sample.name);
  const now = deps.clock.now();
  const settings = { secrets: [], currency: deps.registries.stores.find(actor.store)?.currency ?? 'EUR' };
  const requestOf = ({ body, headers }: SourceSample) => ({ body, headers, query: {}, receivedAt: now });
  const translationOf = (one: SourceSample) => source.translate(requestOf(one), settings);
  const tellsFirst = (one: SourceSample) => translationOf(one).events[0]?.type === source.events[0]?.type;
  const sample = name === undefined ? (own.find(tellsFirst) ?? own[0]) : own.find((one) => one.name === name);
  if (sample === undefined) {
    const guess = name === undefined ? '' : didYouMean(name, names);
    throw new CrierError('not_found', `${source.title} has no such sample. ${guess}There are: ${names.join(', ')}.`);
  }
  const run = newTestId();
  const finished = finishEvents(source, requestOf(sample), translationOf(sample), settings);
  const inputs = finished.inputs.map(({ id: key, occurred_at: _, ...event }, index) => ({
    ...event,
    id: `${run}:${key ?? index}`.slice(0, 255),
  }));
  return { sample: sample.name, accepted: inputs.length === 0 ? [] : await deps.accept(actor, inputs) };
}
