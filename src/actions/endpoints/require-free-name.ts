import type { Actor } from '../../model/api-key.ts';
import { endpointNameForm, isEndpointName } from '../../model/endpoint.ts';
import { CrierError } from '../../model/errors.ts';
import type { EndpointDeps } from './endpoint-deps.ts';

/** @throws CrierError `invalid_destination` for what is no name; `wrong_state` where it is taken. */
export function requireFreeName(deps: Pick<EndpointDeps, 'registries'>, actor: Actor, name: string): void {
  if (!isEndpointName(name)) {
    throw new CrierError('invalid_destination', `"${name}" cannot be the name of an endpoint.`, {
      errors: [{ path: 'name', message: `expected ${endpointNameForm}` }],
    });
  }
  if (deps.registries.destinations.named(actor.store, name) === undefined) return;
  throw new CrierError('wrong_state', `The store "${actor.store}" has an endpoint "${name}" already.`, {
    errors: [{ path: 'name', message: 'expected a name that is free' }],
  });
}
