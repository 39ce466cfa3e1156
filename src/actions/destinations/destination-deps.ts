import type { Clock } from '../../lib/clock.ts';
import type { Check } from '../../pipeline/care/check.ts';
import type { Pauses } from '../../pipeline/care/pauses.ts';
import type { Directory } from '../../registry/directory.ts';

/** The needs of the actions on destinations of every kind. */
export interface DestinationDeps {
  directory: Directory;
  pauses: Pauses;
  check: Check;
  clock: Clock;
}
