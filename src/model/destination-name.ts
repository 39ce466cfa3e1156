import type { DestinationFacts } from './destination.ts';

/** What people call a destination: as its owner does, else as Discord does, else its address without its secret. */
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
