import type { EndpointDeps } from './endpoint-deps.ts';

/** The rows of one step, few, so that what comes in never waits long behind it. */
const step = 200;

/** Cancels what waits for an endpoint that was deleted. */
export async function cancelWaiting(
  deps: { storage: Pick<EndpointDeps['storage'], 'cancelLane'> },
  destination: string,
  now: number,
): Promise<void> {
  while ((await deps.storage.cancelLane(destination, 'its endpoint was deleted', now, step)) === step);
}
