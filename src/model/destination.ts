import type { Clock } from '../lib/clock.ts';
import type { Delivery } from './delivery.ts';
import type { Event } from './event.ts';
import type { Concession, Outcome } from './outcome.ts';
import type { Route } from './route.ts';
import type { Store } from './store.ts';

/** What is done when a message was sent but no answer came: send again (may repeat), or wait for a person. */
export type OnUncertain = 'resend' | 'hold';

/** What the check of a destination told. For Discord: Get Webhook. */
export interface DestinationFacts {
  /** The webhook's name in Discord. */
  name?: string | undefined;
  channelId?: string | undefined;
  guildId?: string | undefined;
  /** The limit that its answers told: so many messages in so many milliseconds. */
  limit?: { count: number; windowMs: number } | undefined;
  /** Epoch milliseconds. */
  checkedAt?: number | undefined;
  /** What was wrong, for a person to read, with the cure. */
  problem?: string | undefined;
}

/** A place to deliver to. Its secret settings are in memory only; at rest they are sealed. */
export interface Destination {
  /** `dst_…` */
  id: string;
  store: string;
  /** Name of the kind, which is a file or folder under src/destinations. */
  kind: string;
  /** For people, without any secret: `discord.com/…/…6789`. */
  label: string;
  /** What the kind needs to send, such as `{ url }`. Secret. */
  settings: Readonly<Record<string, string>>;
  /** `broken`: it answered that it is gone; nothing is sent until it is mended. */
  state: 'active' | 'broken';
  brokenReason?: string | undefined;
  facts: DestinationFacts;
  onUncertain: OnUncertain;
  /** Delays in milliseconds before each further attempt, instead of the usual growing ones. */
  schedule?: readonly number[] | undefined;
}

/** A delivery with all that is needed to make its message. */
export interface LaneItem {
  delivery: Delivery;
  event: Event;
  /** The route that chose the destination, as it is now; undefined if it is gone. */
  route: Route | undefined;
}

export interface RenderOptions {
  store: Store;
  /** What to leave out this time. */
  without: ReadonlySet<Concession>;
}

/** A file that travels with a message. */
export interface MessageFile {
  name: string;
  /** Its content; bytes as base64, where `encoding` says so. */
  text: string;
  encoding?: 'base64' | undefined;
  /** MIME type; default: plain text. */
  type?: string | undefined;
}

/** A message ready to be sent; it holds the first `count` of the items it was made from. */
export interface Rendered {
  count: number;
  /** JSON, without secrets; kept in the log as the message that was sent. */
  body: unknown;
  files: readonly MessageFile[];
  /** Over the destination's own. */
  threadId?: string | undefined;
}

/** What is asked of a message that was sent. */
export interface MessageEdit {
  method: 'GET' | 'PATCH' | 'DELETE';
  messageId: string;
  threadId?: string | undefined;
  body?: Readonly<Record<string, unknown>> | undefined;
}

/** What a destination says of its limits; for status pages. */
export interface LimitUse {
  /** 0 to 1, of the tightest limit. */
  used: number;
  /** In words: `3 of 5 in 2 s; channel 12 of 30 in 60 s`. */
  text: string;
  /** Milliseconds until it is open again; 0 when open. */
  closedForMs: number;
  /** Why it is closed. */
  cause?: string | undefined;
}

/**
 * A kind of destination: one file or folder under src/destinations, found by the loader. It makes single attempts
 * and reports outcomes as data; the lane alone decides when to try again.
 */
export interface DestinationKind {
  kind: string;
  title: string;
  /** The settings it needs. `secret` ones are masked everywhere. */
  fields: readonly { name: string; label: string; secret: boolean }[];
  /**
   * Checks the form of settings and reduces them to what makes two destinations the same one.
   * @throws CrierError `invalid_destination` with what was expected.
   */
  accept(settings: Readonly<Record<string, string>>): {
    settings: Record<string, string>;
    /** Equal for two settings that mean the same place. May hold secrets. */
    identity: string;
    /** For people; holds no secret. */
    label: string;
  };
  /** The most items that one message may hold. */
  maxPack: number;
  /**
   * Waits until the limits let one more message out, and reserves it. Resolves false if `signal` aborts first.
   * Every `true` is followed by exactly one `send` or `leave`.
   */
  enter(destination: Destination, signal: AbortSignal): Promise<boolean>;
  /** Gives an unused reservation back. */
  leave(destination: Destination): void;
  /** Makes one message of as many of the first items as fit. Pure; never throws for what an event holds. */
  render(items: readonly LaneItem[], options: RenderOptions): Rendered;
  /** One attempt. Never throws. */
  send(rendered: Rendered, destination: Destination): Promise<Outcome>;
  /** Asks the receiver, without posting, whether the destination is there. Never throws. */
  check(destination: Destination, signal: AbortSignal): Promise<CheckResult>;
  /**
   * Reads, changes or deletes a message that was sent, within the limits; absent where the kind cannot. Never throws.
   *
   * @param edit.body as its sender wrote it; for `PATCH`.
   * @returns the receiver's own status and body; 504 where it gave no answer.
   */
  editMessage?(
    destination: Destination,
    edit: MessageEdit,
    signal: AbortSignal,
  ): Promise<{ status: number; body?: unknown }>;
  limitUse(destination: Destination): LimitUse;
  /** Requests under way. */
  readonly inFlight: number;
  /** Counts a message that was sent `agoMs` milliseconds ago, before this process began, towards the limits. */
  recall(destination: Destination, agoMs: number): void;
  /** Ends its connections. */
  close(): Promise<void>;
}

/** What a kind is made with. */
export interface KindDeps {
  clock: Clock;
  random(): number;
  /** Crier's version, for the `User-Agent`. */
  version: string;
  discord: {
    apiBase: string;
    channelLimit: { count: number; windowMs: number } | undefined;
    globalLimit: { count: number; windowMs: number } | undefined;
  };
}

/** The default export of a file or folder under src/destinations. */
export type CreateKind = (deps: KindDeps) => DestinationKind;

export type CheckResult =
  | { result: 'ok'; facts: DestinationFacts }
  /** It is gone, or can never be a target. */
  | { result: 'bad'; reason: string; code?: number | undefined }
  /** Nobody answered; says nothing about the destination. */
  | { result: 'unknown'; reason: string };
