import { newId } from '../lib/ids.ts';

/** A new sender's id that marks an event as made to try things: the demo, samples, tests. */
export function newTestId(): string {
  return `test:${newId('req')}`;
}
