import { setTimeout as delay } from 'node:timers/promises';
import type { Actions } from '../../actions/create-actions.ts';
import type { MessageReport } from '../../actions/messages/list-messages.ts';
import type { Actor } from '../../model/api-key.ts';

/** The number of messages that the page begins with. */
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
  /** The address of the message in Discord. */
  url?: string | undefined;
  /** The message's JSON, letter by letter as it was sent. */
  body: string;
}

type Send = (event: string, data: unknown) => void;

/** The messages of a store for the page: those there are, and every new one. */
export function createFeed(actions: Actions) {
  const present = ({ message, destination }: MessageReport): FeedMessage => {
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
  const latest = async (actor: Actor) => (await actions.messages.list(actor, pageSize)).reverse();

  return {
    async read(actor: Actor): Promise<{ store: { id: string; name: string }; messages: FeedMessage[] }> {
      const name = actions.stores.find(actor)?.name ?? actor.store;
      return { store: { id: actor.store, name }, messages: (await latest(actor)).map(present) };
    },

    /**
     * Begins to follow: what is sent after this has resolved will be told. The stored messages are read anew instead
     * of passing on what the activity tells, since only they have the number by which the page knows them again.
     */
    async open(actor: Actor): Promise<(send: Send) => () => void> {
      const known = new Set((await latest(actor)).map(({ message }) => message.id));
      return (send) => {
        let isReading = false;
        let isBehind = false;
        let hasEnded = false;
        const sendNew = async () => {
          for (const report of await latest(actor)) {
            const { id } = report.message;
            if (known.has(id) || hasEnded) continue;
            known.add(id);
            send('sent', present(report));
          }
          for (const id of [...known].slice(0, -2 * pageSize)) known.delete(id);
        };
        const catchUp = async () => {
          isReading = true;
          while (isBehind && !hasEnded) {
            isBehind = false;
            // A database that cannot be read is reported where it matters; the next message tries again.
            await sendNew().catch(() => undefined);
            await delay(burstMs);
          }
          isReading = false;
        };
        const unsubscribe = actions.activity.follow(actor).subscribe((activity) => {
          if (activity.kind !== 'delivery.attempted' || activity.record.outcome !== 'delivered') return;
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
