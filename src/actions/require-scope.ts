import { type Actor, may, type Scope } from '../model/api-key.ts';
import { CrierError } from '../model/errors.ts';

/** @throws CrierError `forbidden` where the actor lacks the scope. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (may(actor, scope)) return;
  throw new CrierError('forbidden', `${actor.name} lacks the scope "${scope}". Use a key that has it.`);
}
