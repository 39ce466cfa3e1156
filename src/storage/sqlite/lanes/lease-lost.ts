import { CrierError } from '../../../model/errors.ts';

/** The error of a write under a lease that another process has by now. @param lane `dst_…` */
export function leaseLost(lane: string): CrierError {
  return new CrierError(
    'lease_lost',
    `The lane ${lane} belongs to another process by now, which goes on with it. What this one came to was not written down.`,
  );
}
