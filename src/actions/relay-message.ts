import type { Activity } from '../model/activity.ts';
import type { Actor } from '../model/api-key.ts';
import type { DropInWebhook, RelayedMessage } from '../model/relayed-message.ts';
import type { SourceEvent } from '../model/source.ts';
import type { Accept } from '../pipeline/accept/accept.ts';
import { placeEvent } from '../pipeline/plan.ts';
import { mendEvent } from '../pipeline/receive/mend-event.ts';
import type { ActionDeps } from './action-deps.ts';

/** Discord's clients wait longer than this for an answer. */
const patienceMs = 12_000;

type Deps = Pick<ActionDeps, 'registries' | 'clock' | 'live' | 'kinds'> & { accept: Accept };
type Told = Extract<Activity, { kind: 'delivery.attempted' }>;

/** What became of a message: delivered, with Discord's id; refused by Discord; or on its way. */
export type Relayed =
  | { kind: 'delivered'; messageId: string | undefined; channelId: string | undefined }
  | { kind: 'refused'; statusCode: number; code: number; reason: string }
  | { kind: 'waiting' };

/**
 * Takes a message that a sender wrote for a Discord webhook: it gets Crier's queue, limits, log and replay. Resolves
 * when it is stored, or with `wait` when its first attempts are over.
 */
export async function relayMessage(
  deps: Deps,
  webhook: DropInWebhook,
  message: RelayedMessage,
  wait: boolean,
): Promise<Relayed> {
  const inputs = [mendEvent(describe(webhook, message), 'message.posted')];
  const attempts = wait ? listen(deps) : undefined;
  const [accepted] = await deps.accept(actorOf(webhook), inputs, { relayed: message });
  const delivery = accepted?.deliveries.find(({ status }) => status === 'pending');
  const record = delivery === undefined ? undefined : await attempts?.settled(delivery.id);
  attempts?.close();
  if (record === undefined) return { kind: 'waiting' };
  const destination = deps.registries.destinations.find(record.destination);
  if (record.outcome === 'delivered')
    return { kind: 'delivered', messageId: record.messageId, channelId: destination?.facts.channelId };
  const { statusCode = 400, code = 50_035, reason = 'Discord refused the message' } = record;
  return { kind: 'refused', statusCode, code, reason };
}

/** Messages of an application, translated by a source. */
export async function relayEvents(
  deps: Pick<Deps, 'accept'>,
  webhook: DropInWebhook,
  events: readonly SourceEvent[],
): Promise<void> {
  const inputs = events.map((event) => mendEvent({ ...event, category: webhook.category }, 'message.posted'));
  if (inputs.length > 0) await deps.accept(actorOf(webhook), inputs, { sameId: 'is the same event' });
}

/**
 * Reads, changes or deletes a message that went through a webhook, where its messages go now.
 *
 * @returns Discord's own status and body; undefined where the messages go to no webhook of Discord.
 */
export async function editRelayed(
  deps: Pick<Deps, 'registries' | 'kinds'>,
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

function actorOf(webhook: DropInWebhook): Actor {
  return { name: `webhook ${webhook.name}`, store: webhook.store, scopes: ['ingest'] };
}

/** What the log and the search know of a message. */
function describe(webhook: DropInWebhook, { body }: RelayedMessage): SourceEvent {
  const [embed] = Array.isArray(body['embeds']) ? body['embeds'] : [];
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
  const title: unknown = typeof embed === 'object' && embed !== null ? Reflect.get(embed, 'title') : undefined;
  return {
    type: 'message.posted',
    category: webhook.category,
    title: (text(title) ?? text(body['username']) ?? webhook.name).slice(0, 300),
    ...(text(body['content']) === undefined ? {} : { description: text(body['content']) }),
  };
}

/** The attempts from now on: a delivery may be over before its id is known here. */
function listen({ live, clock }: Pick<Deps, 'live' | 'clock'>) {
  const seen: Told['record'][] = [];
  let onRecord = () => {};
  const close = live.subscribe((told) => {
    if (told.kind !== 'delivery.attempted') return;
    seen.push(told.record);
    onRecord();
  });
  const find = (delivery: string) =>
    seen.find(({ items }) => items.some((item) => item.deliveryId === delivery && item.status !== 'pending'));
  return {
    close,
    /** The attempt that settles a delivery; undefined where none does in time. */
    settled: (delivery: string) =>
      new Promise<Told['record'] | undefined>((resolve) => {
        const cancel = clock.after(patienceMs, () => resolve(undefined));
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
