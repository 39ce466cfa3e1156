import type { Destination } from './destination.ts';

/** The name of a destination for people: its owner's, else Discord's, else its masked address. */
export function destinationName({ name, facts, label }: Pick<Destination, 'name' | 'facts' | 'label'>): string {
  return name ?? facts.name ?? label;
}
