import type { DestinationFacts } from './destination.ts';

/** The name of a destination for people: its owner's, else Discord's, else its address without its secret. */
export function destinationName({
  name,
  facts,
  label,
}: {
  name?: string | null | undefined;
  facts?: Pick<DestinationFacts, 'name'>;
  label: string;
}): string {
  return name ?? facts?.name ?? label;
}
