import type { Incoming, Received } from '../../pipeline/receive/receive.ts';
import type { SourceDeps } from './source-deps.ts';

/**
 * Takes a request of a platform in. The platform proves itself by its signature or secret.
 *
 * @param incoming.store undefined: the one whose secret fits.
 * @param incoming.source undefined: it is recognised by the request.
 * @throws CrierError `not_found` for a source that is not switched on, `invalid_json` for a body that cannot be read.
 */
export function receiveRequest(
  deps: Pick<SourceDeps, 'receive'>,
  incoming: Omit<Incoming, 'again'>,
): Promise<Received> {
  return deps.receive(incoming);
}
