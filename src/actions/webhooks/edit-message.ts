import { newId } from '../../lib/ids.ts';
import type { Event } from '../../model/event.ts';
import type { EventFile, FileDraft } from '../../model/event-file.ts';
import type { MessageEdit } from '../../model/message.ts';
import type { DropInWebhook, RelayedMessage } from '../../model/relayed-message.ts';
import type { RelayedDelivery, WaitingRelayed } from '../../model/storage/deliveries.ts';
import { auditOf } from '../audit-of.ts';
import { actorOfWebhook } from './actor-of-webhook.ts';
import { ownIdOf } from './relay-message.ts';
import { patienceMs, watchAttempts } from './watch-attempts.ts';
import type { WebhookDeps } from './webhook-deps.ts';

type Deps = Pick<WebhookDeps, 'storage' | 'registries' | 'kinds' | 'activities' | 'clock'>;
type Edit = Omit<MessageEdit, 'files'>;

/** Discord's own status and body; or the message as it waits to be sent. */
export type EditAnswer =
  | { kind: 'answered'; status: number; body?: unknown }
  | { kind: 'waiting'; message: RelayedMessage; files: readonly EventFile[] };

/** The time after which to ask again for a message that is still on its way, in seconds. */
const askAgainSeconds = 5;

/**
 * Reads, changes or deletes a message that went through a webhook, where it stands. Nobody reaches the message of
 * another webhook, or one of Crier's own. One that still waits, which its sender knows by the id that it was answered
 * with, is edited as soon as it has arrived, and deleted by not sending it.
 *
 * @param files new ones, for an edit.
 * @returns undefined where there is no such message of this webhook.
 */
export async function editMessage(
  deps: Deps,
  webhook: DropInWebhook,
  edit: Edit,
  files: FileDraft,
): Promise<EditAnswer | undefined> {
  const relayed = await deps.storage.findRelayed(webhook.store, edit.messageId);
  if (relayed !== undefined) return isOf(webhook, relayed) ? send(deps, relayed.destination, edit, files) : undefined;
  const attempts = watchAttempts(deps);
  try {
    const waiting = await deps.storage.findWaitingRelayed(webhook.store, ownIdOf(webhook, edit.messageId));
    if (waiting === undefined) return undefined;
    const event: Event = JSON.parse(waiting.event);
    if (edit.method === 'GET' && waiting.messageId === undefined) {
      const message = event.relayed ?? { body: {} };
      return { kind: 'waiting', message, files: event.files ?? [] };
    }
    const place = await arrival(deps, webhook, edit, waiting, attempts);
    if ('kind' in place) return place;
    const { messageId, destination } = place;
    const threadId = edit.threadId ?? event.relayed?.threadId;
    return await send(deps, destination, { ...edit, messageId, threadId }, files);
  } finally {
    attempts.close();
  }
}

/** Waits until a message has arrived. What is to be deleted does not have to. */
async function arrival(
  deps: Deps,
  webhook: DropInWebhook,
  { method, messageId: ownId }: Edit,
  { delivery, destination, messageId }: WaitingRelayed,
  attempts: ReturnType<typeof watchAttempts>,
): Promise<{ destination: string; messageId: string } | EditAnswer> {
  if (messageId !== undefined && destination !== undefined) return { destination, messageId };
  const senderId = ownIdOf(webhook, ownId);
  // One that is just being sent cannot be called back.
  const attempted = await (method === 'DELETE' ? attempts.first(delivery) : attempts.settled(delivery));
  const record = attempted?.record;
  if (record?.messageId !== undefined) return { destination: record.destination, messageId: record.messageId };
  if (method === 'DELETE') {
    let next: string | undefined = delivery;
    // Copies of the route wait with it.
    while (next !== undefined && (await cancel(deps, webhook, next))) {
      const other: WaitingRelayed | undefined = await deps.storage.findWaitingRelayed(webhook.store, senderId);
      if (other?.messageId !== undefined || other === undefined) return { kind: 'answered', status: 204 };
      next = other.delivery;
    }
  }
  const body = { message: 'The message is still on its way.', code: 0, retry_after: askAgainSeconds, global: false };
  return { kind: 'answered', status: 429, body };
}

/** True where it waited until now. */
async function cancel(deps: Deps, webhook: DropInWebhook, delivery: string): Promise<boolean> {
  const now = deps.clock.now();
  const audit = auditOf(actorOfWebhook(webhook), now, 'cancel-delivery', delivery);
  const was = await deps.storage.cancelDelivery(webhook.store, delivery, now, audit);
  return was === 'pending' || was === 'unrouted';
}

async function send(
  deps: Deps,
  destinationId: string,
  edit: Edit,
  draft: FileDraft,
): Promise<Extract<EditAnswer, { kind: 'answered' }> | undefined> {
  const destination = deps.registries.destinations.find(destinationId);
  const kind = destination && deps.kinds.get(destination.kind);
  if (destination === undefined || kind?.edit === undefined) return undefined;
  // No event has this id: what a crash leaves of the files goes with upkeep.
  const owner = newId('evt');
  const kept = draft.files.length === 0 ? [] : await deps.storage.files.put(owner, draft);
  const files = kept.map(({ id, name, type }) => ({ name, type, content: { kept: id } }));
  try {
    const { outcome, body } = await kind.edit(destination, { ...edit, files }, AbortSignal.timeout(patienceMs));
    return { kind: 'answered', status: outcome.statusCode ?? 504, body };
  } finally {
    if (kept.length > 0) await deps.storage.files.drop([owner]);
  }
}

/** Messages that came before their webhook was noted belong to those of their category. */
function isOf({ id, category }: DropInWebhook, relayed: RelayedDelivery): boolean {
  return relayed.webhook === undefined ? relayed.category === category : relayed.webhook === id;
}
