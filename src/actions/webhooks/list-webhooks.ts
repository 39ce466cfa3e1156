import type { Actor } from '../../model/api-key.ts';
import type { DropInWebhook } from '../../model/relayed-message.ts';
import { requireScope } from '../require-scope.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** The drop-in webhooks of the actor's store. */
export function listWebhooks(deps: Pick<WebhookDeps, 'registries'>, actor: Actor): DropInWebhook[] {
  requireScope(actor, 'read');
  return deps.registries.webhooks.list(actor.store);
}
