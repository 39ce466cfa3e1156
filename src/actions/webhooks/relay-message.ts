import type { Activity } from '../../model/activity.ts';
import type { NewEventFile } from '../../model/event-file.ts';
import type { DropInWebhook, RelayedMessage } from '../../model/relayed-message.ts';
import type { SourceEvent } from '../../model/source.ts';
import { mendEvent } from '../../pipeline/receive/mend-event.ts';
import { actorOfWebhook } from './actor-of-webhook.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** Discord's clients wait longer than this for an answer, in milliseconds. */
export const patienceMs = 12_000;

type Deps = Pick<WebhookDeps, 'registries' | 'clock' | 'activities' | 'accept'>;
type AttemptRecord = Extract<Activity, { kind: 'delivery.attempted' }>['record'];

/**
 * The fate of a message: delivered, with Discord's id; refused by Discord; or on its way, with an id that only looks
 * like one of Discord's.
 */
export type RelayResult =
  | { kind: 'delivered'; messageId: string; channelId: string | undefined }
  | { kind: 'refused'; statusCode: number; code: number; reason: string }
  | { kind: 'waiting'; messageId: string };

/** A message that comes in with its files. */
export type NewRelayedMessage = Omit<RelayedMessage, 'files' | 'webhook'> & { files: readonly NewEventFile[] };

/** The words of a message, for the log and the search. */
export interface RelayedWords {
  title?: string | undefined;
  description?: string | undefined;
  /** The parts of it that do not fit and travel whole as a file. */
  wholeInFile: readonly string[];
}

/**
 * Takes a message that a sender wrote for a Discord webhook: it gets Crier's queue, limits, log and replay. Resolves
 * when it is stored, or with `wait` when its first attempts are over.
 */
export async function relayMessage(
  deps: Deps,
  webhook: DropInWebhook,
  { files, ...message }: NewRelayedMessage,
  words: RelayedWords,
  wait: boolean,
): Promise<RelayResult> {
  const inputs = [mendEvent(describe(webhook, words), 'message.posted')];
  const attempts = wait ? watchAttempts(deps) : undefined;
  let record: AttemptRecord | undefined;
  try {
    const [accepted] = await deps.accept(actorOfWebhook(webhook), inputs, {
      own: { relayed: { ...message, webhook: webhook.id } },
      files,
    });
    const delivery = accepted?.deliveries.find(({ status }) => status === 'pending');
    record = delivery === undefined ? undefined : await attempts?.settled(delivery.id);
  } finally {
    attempts?.close();
  }
  const ownId = deps.registries.webhooks.newId();
  if (record === undefined) return { kind: 'waiting', messageId: ownId };
  const destination = deps.registries.destinations.find(record.destination);
  if (record.outcome === 'delivered')
    return { kind: 'delivered', messageId: record.messageId ?? ownId, channelId: destination?.facts.channelId };
  const { statusCode = 400, code = 50_035, reason = 'Discord refused the message' } = record;
  return { kind: 'refused', statusCode, code, reason };
}

/** A message as the log and the search know it; the message itself travels beside the event. */
function describe(webhook: DropInWebhook, { title, description, wholeInFile }: RelayedWords): SourceEvent {
  return {
    type: 'message.posted',
    category: webhook.category,
    title: (title ?? webhook.name).slice(0, 300),
    ...(description === undefined ? {} : { description }),
    ...(wholeInFile.length > 0 ? { data: { whole_in_file: wholeInFile.join('; ') } } : {}),
  };
}

/** The attempts from now on: a delivery may be over before its id is known here. */
function watchAttempts(deps: Pick<Deps, 'activities' | 'clock'>) {
  const seen: AttemptRecord[] = [];
  let onRecord = () => {};
  const close = deps.activities.subscribe((activity) => {
    if (activity.kind !== 'delivery.attempted') return;
    seen.push(activity.record);
    onRecord();
  });
  const find = (delivery: string) =>
    seen.find(({ items }) => items.some((item) => item.deliveryId === delivery && item.status !== 'pending'));
  return {
    close,
    /** The attempt that settles a delivery; undefined where none does in time. */
    settled: (delivery: string) =>
      new Promise<AttemptRecord | undefined>((resolve) => {
        const cancel = deps.clock.after(patienceMs, () => resolve(undefined));
        onRecord = () => {
          const record = find(delivery);
          if (record === undefined) return;
          cancel();
          resolve(record);
        };
        onRecord();
      }),
  };
}
