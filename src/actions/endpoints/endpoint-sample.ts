import { didYouMean } from '../../lib/did-you-mean.ts';
import { CrierError } from '../../model/errors.ts';
import type { EventInput } from '../../model/event.ts';
import { samplesAt } from '../../samples/events.ts';

/**
 * The sample of a type.
 *
 * @param now epoch milliseconds: its times lie around it.
 * @throws CrierError `invalid_request`, naming those that there are.
 */
export function endpointSample(type: string, now: number): EventInput {
  const samples = samplesAt(now);
  const sample = samples.get(type);
  if (sample !== undefined) return sample;
  const guess = didYouMean(type, samples.keys()) || `There are: ${[...samples.keys()].join(', ')}.`;
  throw new CrierError('invalid_request', `There is no sample of the type "${type}". ${guess}`, {
    errors: [{ path: 'type', message: 'expected the type of a sample' }],
  });
}
