import type { Limit } from '../lib/limit.ts';

/** A part that a message can do without, where the receiver refuses it. */
export type OmittablePart = 'username' | 'files' | 'thread';

interface Answer {
  /** For a person: the cause and, where there is one, the cure. Holds no secret. */
  reason: string;
  /** HTTP status, where an answer came. */
  statusCode?: number | undefined;
  /** Discord's error code, where one came. */
  code?: number | undefined;
}

/** The outcome of one attempt. Expected failure is data; only our own mistakes throw. */
export type Outcome =
  | {
      kind: 'delivered';
      statusCode?: number | undefined;
      messageId?: string | undefined;
      /** Link that opens the message in Discord. */
      messageUrl?: string | undefined;
      channelId?: string | undefined;
      /** The message as the receiver answered it; only for whoever waits for it. */
      message?: unknown;
      /** The receiver's limit, where this answer told it anew. */
      limit?: Limit | undefined;
    }
  /** It did not arrive (refused connection, 5xx); another attempt may help. `afterMs`: not before. */
  | ({ kind: 'retry'; afterMs?: number | undefined } & Answer)
  /** A request to wait (429). Spends no attempt. The kind's own limiter does the waiting. */
  | ({ kind: 'rate_limited'; afterMs: number; scope: 'user' | 'shared' | 'global' | 'cloudflare' } & Answer)
  /** Sent, but no answer came: it may or may not have arrived. */
  | ({ kind: 'uncertain' } & Answer)
  /** This message is not wanted as it is, but would be without a part of it. Spends no attempt. */
  | ({ kind: 'amend'; omit: OmittablePart } & Answer)
  /** This message will never be taken. `culprits`: the indexes of the items at fault, where the answer says so. */
  | ({ kind: 'refused'; culprits?: readonly number[] | undefined } & Answer)
  /** This destination will never take a message again. */
  | ({ kind: 'gone' } & Answer);

export type OutcomeKind = Outcome['kind'];
