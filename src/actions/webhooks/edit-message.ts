import type { DropInWebhook } from '../../model/relayed-message.ts';
import { placeEvent } from '../../pipeline/plan.ts';
import { patienceMs } from './relay-message.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/**
 * Reads, changes or deletes a message that went through a webhook, where its messages go now.
 *
 * @returns Discord's own status and body; undefined where the messages go to no webhook of Discord.
 */
export async function editMessage(
  deps: Pick<WebhookDeps, 'registries' | 'kinds'>,
  webhook: DropInWebhook,
  edit: {
    method: 'GET' | 'PATCH' | 'DELETE';
    messageId: string;
    threadId?: string | undefined;
    body?: Record<string, unknown>;
  },
): Promise<{ status: number; body?: unknown } | undefined> {
  const placed = placeEvent(
    { type: 'message.posted', category: webhook.category, severity: 'info' },
    webhook.store,
    deps.registries,
  );
  const destination =
    placed.destination === undefined ? undefined : deps.registries.destinations.find(placed.destination);
  const kind = destination && deps.kinds.get(destination.kind);
  if (destination === undefined || kind?.edit === undefined) return undefined;
  const { outcome, body } = await kind.edit(destination, edit, AbortSignal.timeout(patienceMs));
  return { status: outcome.statusCode ?? 504, body };
}
