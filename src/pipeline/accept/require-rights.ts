import { type Actor, may } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';

/** @param index of the event in its request. @throws CrierError `forbidden` where the actor may not post it. */
export function requireRights(actor: Actor, { category }: Pick<Event, 'category'>, index: number): void {
  if (!may(actor, 'ingest')) {
    throw new CrierError('forbidden', 'This API key may not post events. Use one with the scope "ingest".');
  }
  const { categories } = actor;
  if (categories === undefined || categories.includes(category)) return;
  const allowed = categories.join(', ');
  throw new CrierError('forbidden', `This API key may post ${allowed} only. Use another key for ${category}.`, {
    errors: [{ path: `[${index}].category`, message: `expected one of ${allowed}` }],
  });
}
