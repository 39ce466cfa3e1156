import type { Event } from './event.ts';

/** The beginning of the ids that Crier itself gives to what it posts to try things. */
export const testIdStart = 'test:req_';

/** The title that these sources give to what their platform calls a test begins so; the ids of their events tell them. */
const testTitleStart = 'Test: ';
const idOfSource = /^(?:stripe|shopify|lemonsqueezy|buymeacoffee):/;

/**
 * True for an event that was made to try things: no figure counts it, and all of them can be deleted at once. Crier and
 * its sources say so; what a sender calls its own event does not.
 */
export function isTestEvent({ type, senderId, title }: Pick<Event, 'type' | 'senderId' | 'title'>): boolean {
  if (type === 'crier.test' || senderId?.startsWith(testIdStart) === true) return true;
  return title?.startsWith(testTitleStart) === true && idOfSource.test(senderId ?? '');
}
