import { setTimeout as delay } from 'node:timers/promises';
import type { Actions } from '../../actions/create-actions.ts';
import type { MessageReport } from '../../actions/messages/list-messages.ts';
import type { Actor } from '../../model/api-key.ts';
import type { Send } from '../event-streams.ts';

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
  const latest = async (actor: Actor, after?: string) =>
    (await actions.messages.list(actor, pageSize, after)).reverse();

  return {
    async read(actor: Actor): Promise<{ store: { id: string; name: string }; messages: FeedMessage[] }> {
      const name = actions.stores.find(actor)?.name ?? actor.store;
      return { store: { id: actor.store, name }, messages: (await latest(actor)).map(present) };
    },

    /**
     * Tells what is sent after this has resolved, until the returned function is called. The stored messages are read
     * instead of passing on what the activity tells, since only they have the number by which the page knows them again.
     */
    async tell(actor: Actor, send: Send): Promise<() => void> {
      let last = (await actions.messages.list(actor, 1))[0]?.message.id;
      let isReading = false;
      let isBehind = false;
      let hasEnded = false;
      const sendNew = async () => {
        for (const report of await latest(actor, last)) {
          if (hasEnded) return;
          last = report.message.id;
          send('sent', present(report));
        }
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
    },
  };
}
