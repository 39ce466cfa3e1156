import type { FileDraft } from '../../model/event-file.ts';
import type { DropInWebhook, RelayedMessage } from '../../model/relayed-message.ts';
import type { SourceEvent } from '../../model/source.ts';
import { mendEvent } from '../../pipeline/receive/mend-event.ts';
import { actorOfWebhook } from './actor-of-webhook.ts';
import { type Attempted, watchAttempts } from './watch-attempts.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/**
 * The fate of a message: delivered, with Discord's id and the message as Discord answered it; refused by Discord; or on
 * its way, with an id that only looks like one of Discord's, by which its sender may ask for it all the same.
 */
export type RelayResult =
  | { kind: 'delivered'; messageId: string; channelId: string | undefined; message: unknown }
  | { kind: 'refused'; statusCode: number; code: number; reason: string }
  | { kind: 'waiting'; messageId: string };

/** The words of a message, for the log and the search. */
export interface RelayedWords {
  title?: string | undefined;
  description?: string | undefined;
  /** The parts of it that do not fit and travel whole as a file. */
  wholeInFile: readonly string[];
  /** The parts of it that cannot be shown at all. */
  leftOut: readonly string[];
}

/**
 * Takes a message that a sender wrote for a Discord webhook: it gets Crier's queue, limits, log and replay. Resolves
 * when it is stored, or with `wait` when its first attempts are over.
 */
export async function relayMessage(
  deps: Pick<WebhookDeps, 'registries' | 'clock' | 'activities' | 'accept'>,
  webhook: DropInWebhook,
  message: Omit<RelayedMessage, 'files' | 'webhook'>,
  { words, files, wait }: { words: RelayedWords; files: FileDraft; wait: boolean },
): Promise<RelayResult> {
  const ownId = deps.registries.webhooks.newId();
  const input = mendEvent(describe(webhook, words), 'message.posted');
  const attempts = wait ? watchAttempts(deps) : undefined;
  let attempted: Attempted | undefined;
  try {
    const [accepted] = await deps.accept(
      actorOfWebhook(webhook),
      [wait ? { ...input, id: ownIdOf(webhook, ownId) } : input],
      { own: { relayed: { ...message, webhook: webhook.id } }, files, sameId: 'is the same event' },
    );
    const delivery = accepted?.deliveries.find(({ status }) => status === 'pending');
    attempted = delivery === undefined ? undefined : await attempts?.settled(delivery.id);
  } finally {
    attempts?.close();
  }
  if (attempted === undefined) return { kind: 'waiting', messageId: ownId };
  const { record, message: said } = attempted;
  // Sent without an answer, and held for a person: told as refused, its sender would send it again.
  if (record.outcome === 'uncertain') return { kind: 'waiting', messageId: ownId };
  if (record.outcome !== 'delivered') {
    const { statusCode = 400, code = 50_035, reason = 'Discord refused the message' } = record;
    return { kind: 'refused', statusCode, code, reason };
  }
  const channelId = deps.registries.destinations.find(record.destination)?.facts.channelId;
  return { kind: 'delivered', messageId: record.messageId ?? ownId, channelId, message: said };
}

/** The id, as a sender's of its event, of a message that its sender knows by an id of our own. */
export function ownIdOf({ id }: DropInWebhook, messageId: string): string {
  return `webhook ${id} message ${messageId}`;
}

/** A message as the log and the search know it; the message itself travels beside the event. */
function describe(webhook: DropInWebhook, { title, description, wholeInFile, leftOut }: RelayedWords): SourceEvent {
  const data = {
    ...(wholeInFile.length > 0 && { whole_in_file: wholeInFile.join('; ') }),
    ...(leftOut.length > 0 && { left_out: leftOut.join('; ') }),
  };
  return {
    type: 'message.posted',
    category: webhook.category,
    title: (title ?? webhook.name).slice(0, 300),
    ...(description === undefined ? {} : { description }),
    ...(Object.keys(data).length > 0 && { data }),
  };
}
