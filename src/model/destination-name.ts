import type { Destination } from './destination.ts';

/** A destination as it is kept, or as the API shows it: there `name` is Discord's where its owner gave none. */
export interface NamedDestination {
  name?: string | null | undefined;
  facts?: Pick<Destination['facts'], 'name'> | undefined;
  label: string;
}

/** A destination as people call it: the name that its owner gave it, else the one it has in Discord, else its label. */
export function destinationName({ name, facts, label }: NamedDestination): string {
  return name ?? facts?.name ?? label;
}
