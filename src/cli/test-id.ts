import { newId } from '../lib/ids.ts';

/** A sender's id by which the figures leave an event out, as they do those of `source test`. */
export function testId(): string {
  return `test:${newId('req')}`;
}
