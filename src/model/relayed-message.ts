import type { Category } from './category.ts';

/**
 * A message that a sender wrote for a Discord webhook itself and that goes through as it came. It travels beside the
 * event, not in its `data`: nobody but the drop-in address can put one there.
 */
export interface RelayedMessage {
  /** The body of Execute Webhook as the sender wrote it; what Discord would refuse is mended when it is sent. */
  body: Readonly<Record<string, unknown>>;
  /** The id of the drop-in webhook that it came through, whose sender may edit it; undefined: it came before that was noted. */
  webhook?: string | undefined;
  /** The thread that the sender named. */
  threadId?: string | undefined;
  /** The files of messages that were kept before files had a place beside their events. */
  files?: readonly InlineFile[];
}

export interface InlineFile {
  name: string;
  /** MIME type. */
  type: string;
  base64: string;
}

/** An address in the form of a Discord webhook that Crier has made for a store and a category. */
export interface DropInWebhook {
  /** A number of 18 digits, as Discord's ids are. */
  id: string;
  store: string;
  name: string;
  category: Category;
  /** SHA-256 of the token in hex. */
  tokenHash: string;
  createdAt: number;
}
