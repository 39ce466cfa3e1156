import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** Ends a drop-in webhook: whoever posts to it is refused from then on. @throws CrierError `not_found`. */
export async function deleteWebhook(
  deps: Pick<WebhookDeps, 'registries' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<void> {
  requireScope(actor, 'admin');
  const audit = auditOf(actor, deps.clock.now(), 'delete-webhook', `webhook ${id}`);
  if (await deps.registries.webhooks.remove(actor.store, id, audit)) return;
  throw new CrierError('not_found', `The store "${actor.store}" has no webhook ${id}.`);
}
