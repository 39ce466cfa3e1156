import type { Look } from '../model/look.ts';

/** The same look for several event types: platforms and senders name one thing differently. */
export function alike(types: readonly string[], look: Omit<Look, 'for'>): Look[] {
  return types.map((type) => ({ for: type, ...look }));
}
