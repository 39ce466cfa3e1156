import type { Actor } from '../model/api-key.ts';
import type { Category } from '../model/category.ts';
import { CrierError } from '../model/errors.ts';
import type { DropInWebhook } from '../model/relayed-message.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

type Deps = Pick<ActionDeps, 'registries' | 'clock'>;

/** Makes an address in the form of a Discord webhook; its token is told this once. */
export async function createWebhook(
  deps: Deps,
  actor: Actor,
  { name, category }: { name: string; category: Category },
): Promise<{ webhook: DropInWebhook; token: string }> {
  requireScope(actor, 'admin');
  const at = deps.clock.now();
  return deps.registries.webhooks.put(
    { store: actor.store, name, category },
    auditOf(actor, at, 'create-webhook', `webhook ${name}`, category),
  );
}

/** The drop-in webhooks of the actor's store. */
export function listWebhooks(deps: Deps, actor: Actor): DropInWebhook[] {
  requireScope(actor, 'read');
  return deps.registries.webhooks.list(actor.store);
}

/** Ends one: whoever posts to it is refused from then on. @throws CrierError `not_found`. */
export async function deleteWebhook(deps: Deps, actor: Actor, id: string): Promise<void> {
  requireScope(actor, 'admin');
  const audit = auditOf(actor, deps.clock.now(), 'delete-webhook', `webhook ${id}`);
  if (await deps.registries.webhooks.remove(actor.store, id, audit)) return;
  throw new CrierError('not_found', `The store "${actor.store}" has no webhook ${id}.`);
}
