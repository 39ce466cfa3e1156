import type { DropInWebhook } from '../../model/relayed-message.ts';
import type { RelayedDelivery } from '../../model/storage/deliveries.ts';
import { patienceMs } from './relay-message.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/**
 * Reads, changes or deletes a message that went through a webhook, where it stands. Nobody reaches the message of
 * another webhook, or one of Crier's own.
 *
 * @returns Discord's own status and body; undefined where there is no such message of this webhook.
 */
export async function editMessage(
  deps: Pick<WebhookDeps, 'storage' | 'registries' | 'kinds'>,
  webhook: DropInWebhook,
  edit: {
    method: 'GET' | 'PATCH' | 'DELETE';
    messageId: string;
    threadId?: string | undefined;
    body?: Record<string, unknown>;
  },
): Promise<{ status: number; body?: unknown } | undefined> {
  const relayed = await deps.storage.findRelayed(webhook.store, edit.messageId);
  if (relayed === undefined || !isOf(webhook, relayed)) return undefined;
  const destination = deps.registries.destinations.find(relayed.destination);
  const kind = destination && deps.kinds.get(destination.kind);
  if (destination === undefined || kind?.edit === undefined) return undefined;
  const { outcome, body } = await kind.edit(destination, edit, AbortSignal.timeout(patienceMs));
  return { status: outcome.statusCode ?? 504, body };
}

/** Messages that came before their webhook was noted belong to those of their category. */
function isOf({ id, category }: DropInWebhook, relayed: RelayedDelivery): boolean {
  return relayed.webhook === undefined ? relayed.category === category : relayed.webhook === id;
}
