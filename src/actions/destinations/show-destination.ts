import type { Destination, ShownDestination } from '../../model/destination.ts';

/** A destination without its secret settings. */
export function showDestination({ settings: _, ...shown }: Destination): ShownDestination {
  return shown;
}
