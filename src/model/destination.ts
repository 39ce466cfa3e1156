import type { Clock } from '../lib/clock.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryPolicy } from './delivery-policy.ts';
import type { Event } from './event.ts';
import type { Concession, Outcome } from './outcome.ts';
import type { Route } from './route.ts';
import type { Store } from './store.ts';
import type { Subscription } from './subscription.ts';

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

/**
 * `broken`: it answered that it is gone; nothing is sent until it is mended. `paused`: a person said so, or it failed
 * for too long; what comes meanwhile waits. `deleted`: it is kept for the log alone.
 */
export const destinationStates = ['active', 'paused', 'broken', 'deleted'] as const;
export type DestinationState = (typeof destinationStates)[number];

/** What a kind needs to send. Secret. */
export type DestinationSettings = Readonly<Record<string, unknown>>;

/** A place to deliver to. Its secret settings are in memory only; at rest they are sealed. */
export interface Destination extends DeliveryPolicy {
  /** `dst_…` */
  id: string;
  store: string;
  /** Name of the kind, which is a file or folder under src/destinations. */
  kind: string;
  /** What its owner calls it; unique in its store. Undefined: it has no name of its own. */
  name?: string | undefined;
  /** For people, without any secret: `discord.com/…/…6789`. */
  label: string;
  settings: DestinationSettings;
  state: DestinationState;
  /** Why it is broken or paused, for a person to read. */
  stateReason?: string | undefined;
  /** Epoch milliseconds at which a pause ends by itself; undefined: a person ends it. */
  pausedUntil?: number | undefined;
  /** Since when nothing arrived any more, for kinds that are paused for it; epoch milliseconds. */
  failingSince?: number | undefined;
  facts: DestinationFacts;
  /** What it wants to hear beside what routes bring to it. */
  subscription?: Subscription | undefined;
  /** Where an operator set it (`config/crier.yaml:12`); undefined when it can be changed while running. */
  provisionedBy?: string | undefined;
}

/** A destination as it may be shown: without its secret settings. */
export type ShownDestination = Omit<Destination, 'settings'>;

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
  /** What is told of it beside its body; without secrets. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Why none could be made: `send` refuses it. */
  problem?: string | undefined;
  /** Over the destination's own. */
  threadId?: string | undefined;
}

/** A request as it would be sent. */
export interface RequestPreview {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
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
  /** Milliseconds until it is open again; 0 when open, or when nobody knows. */
  closedForMs: number;
  /** Why it is closed, with the cure where there is one. */
  cause?: string | undefined;
}

/**
 * A kind of destination: one file or folder under src/destinations, found by the loader. It makes single attempts
 * and reports outcomes as data; the lane alone decides when to try again.
 */
export interface DestinationKind {
  kind: string;
  title: string;
  /** `discord`: pages can draw its messages. */
  format: 'discord' | 'json';
  /**
   * Whether it delivers in order of acceptance, one request at a time; else each delivery is on its own and the
   * destination's `concurrency` are under way at once.
   */
  isOrdered: boolean;
  /** After failing everything for so long, in milliseconds, a destination is paused and its owner told. */
  patienceMs?: number | undefined;
  /**
   * Checks the form of settings and reduces them to what is kept.
   * @throws CrierError `invalid_destination` with what was expected.
   */
  accept(settings: DestinationSettings): {
    settings: DestinationSettings;
    /** Equal for two settings that mean the same place, where a destination has no name. May hold secrets. */
    identity: string;
    /** For people; holds no secret. */
    label: string;
  };
  /** What keeps all destinations of this kind from working, with the cure; undefined: nothing. Their lanes wait. */
  obstacle?(): string | undefined;
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
  render(items: readonly LaneItem[], options: RenderOptions, destination: Destination): Rendered;
  /** One attempt. Never throws. */
  send(rendered: Rendered, destination: Destination): Promise<Outcome>;
  /** The request that `send` would make, its secrets masked; absent where nobody needs to see it. */
  describe?(rendered: Rendered, destination: Destination): RequestPreview;
  /** Asks the receiver, without posting, whether the destination is there; absent where it cannot be asked. Never throws. */
  check?(destination: Destination, signal: AbortSignal): Promise<CheckResult>;
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
    /** Undefined: there is no bot. Secret. */
    botToken: string | undefined;
  };
  endpoints: {
    /** Hosts, with or without a port, that http and private addresses are allowed for. */
    allowedHosts: readonly string[];
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
