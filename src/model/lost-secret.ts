import type { Destination } from './destination.ts';

/** The reason why a destination is broken whose secrets went with the secret key. */
export const lostSecret = 'its secret was lost with the secret key; enter it again';

/** True for a destination that leads nowhere until its secrets are entered again. */
export function isLost({ state, stateReason }: Pick<Destination, 'state' | 'stateReason'>): boolean {
  return state === 'broken' && stateReason === lostSecret;
}
