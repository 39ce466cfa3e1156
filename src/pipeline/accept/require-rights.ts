import { type Actor, may } from '../../model/api-key.ts';
import { familiesOf } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import type { EventInput } from '../../model/event.ts';

type Claim = Pick<EventInput, 'type' | 'category' | 'application'>;

/**
 * Lets an actor who is limited to categories post only what belongs to them by its type and by what it says of itself,
 * and one who is bound to an application nothing of another.
 *
 * @param index of the event in its request.
 * @throws CrierError `forbidden` where the actor may not post it.
 */
export function requireRights(actor: Actor, { type, category, application }: Claim, index: number): void {
  if (!may(actor, 'ingest')) {
    throw new CrierError('forbidden', 'This API key may not post events. Use one with the scope "ingest".');
  }
  if (actor.application !== undefined && application !== undefined && application !== actor.application) {
    throw new CrierError(
      'forbidden',
      `This API key posts events of the application ${actor.application}. Leave "application" out, or use the key of ${application}.`,
      { errors: [{ path: `[${index}].application`, message: `expected ${actor.application}, or nothing` }] },
    );
  }
  const { categories } = actor;
  if (categories === undefined) return;
  const families = familiesOf(type);
  if (category === undefined ? families.length === 0 : !categories.includes(category)) {
    throw forbidden(categories, `[${index}].category`, category ?? 'other events');
  }
  if (families.length > 0 && !families.some((family) => categories.includes(family))) {
    throw forbidden(categories, `[${index}].type`, `${type}, which belongs to ${families.join(' and ')}`);
  }
}

/** True where the type of an event is a word that its limited sender chose freely, so that nothing may go by it. */
export function isTypeUnproven({ categories }: Actor, { type }: Claim): boolean {
  return categories !== undefined && familiesOf(type).length === 0;
}

function forbidden(categories: readonly string[], path: string, what: string): CrierError {
  const allowed = categories.join(', ');
  return new CrierError('forbidden', `This API key may post ${allowed} only. Use another key for ${what}.`, {
    errors: [{ path, message: `expected one of ${allowed}` }],
  });
}
