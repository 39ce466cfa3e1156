import { nearestWord } from '../../lib/did-you-mean.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { RouteCopy } from '../../model/route.ts';
import { circleOf } from '../../model/route-copies.ts';
import type { RouteDeps } from './route-deps.ts';

/**
 * Lets a route name copies that there are, and that do not lead back to it.
 *
 * @throws CrierError `invalid_request`, naming the entry.
 */
export function requireCopies(
  { registries }: Pick<RouteDeps, 'registries'>,
  { store }: Pick<Actor, 'store'>,
  key: string,
  copies: readonly RouteCopy[],
): void {
  const routes = registries.routes.byKey(store);
  for (const [index, { to }] of copies.entries()) {
    if (to === key || routes.has(to)) continue;
    const known = [...routes.keys()].filter((one) => one !== key);
    const nearest = nearestWord(to, known);
    const guess = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    throw new CrierError('invalid_request', `There is no route "${to}" to copy to.${guess} Set it first.`, {
      errors: [{ path: `copies[${index}].to`, message: `expected one of ${known.join(', ') || 'the routes'}` }],
    });
  }
  const circle = circleOf(key, (one) => (one === key ? copies : routes.get(one)?.copies));
  if (circle === undefined) return;
  throw new CrierError('invalid_request', `The copies lead back to where they began: ${circle.join(' → ')}.`, {
    errors: [{ path: 'copies', message: 'expected routes that do not copy to this one' }],
  });
}
