import { CrierError } from '../../model/errors.ts';
import { checkEventKey, routeKeyForm, routeNames } from '../../model/event-key.ts';

/** @throws CrierError `invalid_request`, with the key that was likely meant. */
export function requireRouteKey(key: string): void {
  const checked = checkEventKey(key, routeNames);
  if (checked.ok) return;
  const guess = checked.nearest === undefined ? '' : ` Did you mean "${checked.nearest}"?`;
  throw new CrierError('invalid_request', `"${key}" is no key of a route.${guess}`, {
    errors: [{ path: 'key', message: `expected ${routeKeyForm}` }],
  });
}
