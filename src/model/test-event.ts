import type { Event } from './event.ts';

/** The title that sources give to what a platform calls a test begins so. */
const testTitleStart = 'Test: ';
/** The beginning of the sender's id of what Crier itself makes so. */
const testIdStart = 'test:req_';

/** True for an event that was made to try things: no figure counts it, and all of them can be deleted at once. */
export function isTestEvent({ senderId, title }: Pick<Event, 'senderId' | 'title'>): boolean {
  return senderId?.startsWith(testIdStart) === true || title?.startsWith(testTitleStart) === true;
}
