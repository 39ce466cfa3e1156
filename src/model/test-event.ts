import { newId } from '../lib/ids.ts';
import type { Event } from './event.ts';

/** The title that sources give to what a platform calls a test begins so. */
const testTitleStart = 'Test: ';
const testIdStart = 'test:req_';

/** A new sender's id that marks an event as made to try things: the demo, samples, tests. */
export function newTestId(): string {
  return `test:${newId('req')}`;
}

/** True for an event that was made to try things: no figure counts it, and all of them can be deleted at once. */
export function isTestEvent({ senderId, title }: Pick<Event, 'senderId' | 'title'>): boolean {
  return senderId?.startsWith(testIdStart) === true || title?.startsWith(testTitleStart) === true;
}
