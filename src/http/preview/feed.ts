import { setTimeout as delay } from 'node:timers/promises';
import { listMessages } from '../../actions/list-messages.ts';
import type { Actor } from '../../model/api-key.ts';
import type { SentMessage } from '../../model/storage/reports.ts';
import type { OperationDeps } from '../operation.ts';

/** How many messages the page begins with. */
const pageSize = 100;

/** In a burst, new messages are read together. */
const burstMs = 100;

/** A message as the page gets it. */
export interface FeedMessage {
  /** Ids of later messages are greater, compared as text. */
  id: string;
  /** Epoch milliseconds. */
  sent_at: number;
  destination: {
    kind: string;
    label: string;
    /** The webhook's own name: Discord shows it where the message has none. */
    name?: string | undefined;
  };
  /** Where it stands in Discord. */
  url?: string | undefined;
  /** The message's JSON, letter by letter as it was sent. */
  body: string;
}

type Send = (event: string, data: unknown) => void;

/** The messages of a store for the page: those there are, and every new one. */
export function createFeed(deps: Pick<OperationDeps, 'store' | 'registries' | 'live'>) {
  const present = (message: SentMessage): FeedMessage => {
    const destination = deps.registries.destinations.find(message.destination);
    const { name, guildId, channelId } = destination?.facts ?? {};
    const path = [guildId, channelId, message.messageId];
    return {
      id: message.id,
      sent_at: message.sentAt,
      destination: {
        kind: destination?.kind ?? 'unknown',
        label: destination?.label ?? message.destination,
        name: destination?.kind === 'preview' ? undefined : name,
      },
      url: path.includes(undefined) ? undefined : `https://discord.com/channels/${path.join('/')}`,
      body: message.body,
    };
  };

  /** Newest last. */
  const latest = async (actor: Actor) => (await listMessages(deps, actor, pageSize)).reverse();

  return {
    async read(actor: Actor): Promise<{ store: { id: string; name: string }; messages: FeedMessage[] }> {
      const name = deps.registries.stores.find(actor.store)?.name ?? actor.store;
      return { store: { id: actor.store, name }, messages: (await latest(actor)).map(present) };
    },

    /**
     * Begins to follow: what is sent after this has resolved will be told. The stored messages are read anew instead
     * of passing on what `live` tells, since only they have the id by which the page knows them again.
     */
    async open(actor: Actor): Promise<(send: Send) => () => void> {
      const known = new Set((await latest(actor)).map(({ id }) => id));
      return (send) => {
        let isReading = false;
        let isBehind = false;
        let hasEnded = false;
        const tellNew = async () => {
          for (const message of await latest(actor)) {
            if (known.has(message.id) || hasEnded) continue;
            known.add(message.id);
            send('sent', present(message));
          }
          for (const id of [...known].slice(0, -2 * pageSize)) known.delete(id);
        };
        const catchUp = async () => {
          isReading = true;
          while (isBehind && !hasEnded) {
            isBehind = false;
            // Whatever stopped the database from being read is reported where it matters; the next message tries again.
            await tellNew().catch(() => undefined);
            await delay(burstMs);
          }
          isReading = false;
        };
        const unsubscribe = deps.live.subscribe((told) => {
          if (told.kind !== 'delivery.attempted' || told.store !== actor.store) return;
          if (told.record.outcome !== 'delivered') return;
          isBehind = true;
          if (!isReading) void catchUp();
        });
        return () => {
          hasEnded = true;
          unsubscribe();
        };
      };
    },
  };
}
