import { categoryOf } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import { type EventInput, typePattern } from '../../model/event.ts';
import { samplesAt } from '../../samples/events.ts';

/**
 * The sample of a type; a type of the store's own has a plain one.
 *
 * @param now epoch milliseconds: its times lie around it.
 * @throws CrierError `invalid_request` for a text that is no event type.
 */
export function endpointSample(type: string, now: number): EventInput {
  const sample = samplesAt(now).get(type);
  if (sample !== undefined) return sample;
  if (type.length > 100 || !typePattern.test(type)) {
    throw new CrierError(
      'invalid_request',
      `"${type.slice(0, 100)}" is no event type. Write one such as payment.completed.`,
      {
        errors: [{ path: 'type', message: 'expected an event type, such as payment.completed' }],
      },
    );
  }
  return {
    type,
    category: categoryOf(type) ?? 'processing',
    severity: 'info',
    description: 'This is how events of this type arrive at this endpoint.',
    player: { name: 'Steve' },
  };
}
