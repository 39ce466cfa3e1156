import type { Actor } from '../../model/api-key.ts';
import type { Category } from '../../model/category.ts';
import type { DropInWebhook } from '../../model/relayed-message.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** Makes an address in the form of a Discord webhook; its token is told this once. */
export async function createWebhook(
  deps: Pick<WebhookDeps, 'registries' | 'clock'>,
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
