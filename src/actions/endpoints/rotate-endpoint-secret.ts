import type { Actor } from '../../model/api-key.ts';
import { type EndpointSettings, endpointSettings, secretOverlapMs } from '../../model/endpoint.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { makeSecret } from './make-secret.ts';
import { requireChangeable } from './require-endpoint.ts';

export interface RotatedSecret {
  /** The new secret, shown this once. Secret. */
  secret: string;
  /** The time until which the one before signs too; epoch milliseconds. */
  oldUntil: number;
}

/**
 * Gives an endpoint a new secret. The old one goes on signing for 24 hours, so that the receiver can be changed
 * meanwhile.
 *
 * @param wanted the new secret; undefined: one is made up.
 * @throws CrierError `not_found`, `provisioned`, `invalid_destination`, `wrong_state` where nothing is signed.
 */
export async function rotateEndpointSecret(
  deps: Pick<EndpointDeps, 'registries' | 'clock'>,
  actor: Actor,
  nameOrId: string,
  wanted?: string | undefined,
): Promise<RotatedSecret> {
  requireScope(actor, 'admin');
  const destination = requireChangeable(deps, actor, nameOrId);
  const settings = endpointSettings(destination.settings);
  if (settings.signature === 'none') {
    throw new CrierError('wrong_state', `The endpoint "${destination.name}" signs nothing, so it has no secret.`);
  }
  const now = deps.clock.now();
  const oldUntil = now + secretOverlapMs;
  const secret = wanted ?? makeSecret();
  const audit = auditOf(actor, now, 'rotate-endpoint-secret', `endpoint ${destination.name}`);
  const rotated = (before: EndpointSettings) => {
    const [last] = before.secrets;
    return [{ secret }, ...(last === undefined ? [] : [{ secret: last.secret, until: oldUntil }])];
  };
  await deps.registries.destinations.change(
    destination,
    (current) => {
      const before = endpointSettings(current.settings);
      return { settings: { ...before, secrets: rotated(before) } };
    },
    audit,
  );
  return { secret, oldUntil };
}
