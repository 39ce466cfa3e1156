import type { Clock } from '../lib/clock.ts';
import type { Limit } from '../lib/limit.ts';
import type { Delivery } from './delivery.ts';
import type { Destination, DestinationFacts, DestinationSettings } from './destination.ts';
import type { Event } from './event.ts';
import type { HttpProxy } from './http-proxy.ts';
import type { EditTarget, MessageEdit, Rendered } from './message.ts';
import type { OmittablePart, Outcome } from './outcome.ts';
import type { Route } from './route.ts';
import type { EventFiles } from './storage/event-files.ts';
import type { Store } from './store.ts';

/** A delivery with all that is needed to make its message. */
export interface LaneItem {
  delivery: Delivery;
  event: Event;
  /** The route that chose the destination, as it is now; undefined if it is gone. */
  route: Route | undefined;
}

export interface RenderOptions {
  store: Store;
  /** The parts to leave out this time. */
  omit: ReadonlySet<OmittablePart>;
}

/** Settings in the form in which they are kept. */
export interface AcceptedSettings {
  settings: DestinationSettings;
  /** Equal for two settings that mean the same place, where a destination has no name. May hold secrets. */
  identity: string;
  /** For people; holds no secret. */
  label: string;
}

/** Settings and messages in the terms of one kind of receiver. It makes single attempts; the lane alone tries again. */
interface Adapter {
  /** The name of its file or folder under src/destinations. */
  kind: string;
  /** For people. */
  title: string;
  /** `discord`: pages can draw its messages. */
  format: 'discord' | 'json';
  /**
   * In order of acceptance, one request at a time; else each delivery is on its own and the destination's
   * `concurrency` are under way at once.
   */
  isOrdered: boolean;
  /** Its messages may be edited: `send` takes a target. */
  isEditable: boolean;
  /** The most items that one message may hold. */
  maxPack: number;
  /** After failing everything for so long, in milliseconds, a destination is paused and its owner told. */
  patienceMs?: number;
  /**
   * Checks the form of settings and reduces them to what is kept.
   * @throws CrierError `invalid_destination` that says what was expected.
   */
  accept(settings: DestinationSettings): AcceptedSettings;
  /** The obstacle that keeps all destinations of this kind from working, with the cure. Their lanes wait. */
  obstacle?(): string | undefined;
  /** Makes one message of as many of the first items as fit. Pure; never throws for what an event holds. */
  render(items: readonly LaneItem[], options: RenderOptions, destination: Destination): Rendered;
  /** One attempt, of a new message or of an edit. Uses up what `limiter.enter` has reserved. Never throws. */
  send(rendered: Rendered, destination: Destination): Promise<Outcome>;
  /** Requests under way. */
  readonly inFlight: number;
  /** Ends its connections. */
  close(): Promise<void>;
}

/** The limits of a receiver, kept ahead of time. */
export interface Limiter {
  /**
   * Waits until the limits let one more request out, and reserves it. Resolves false if `signal` aborts first.
   * Every `true` is followed by exactly one `send` of the same target, or by `leave`.
   *
   * @param target the message that is to be edited; default: a new one.
   */
  enter(destination: Destination, signal: AbortSignal, target?: EditTarget): Promise<boolean>;
  /** Gives an unused reservation back. */
  leave(destination: Destination): void;
  /** The use of the limits, for status pages. */
  use(destination: Destination): LimitUse;
  /** Counts a message that was sent `agoMs` milliseconds ago, before this process began. */
  recall(destination: Destination, agoMs: number): void;
}

/** The use of a destination's limits. */
export interface LimitUse {
  /** 0 to 1, of the tightest limit. */
  used: number;
  /** In words: `3 of 5 in 2 s; channel 12 of 30 in 60 s`. */
  text: string;
  /** Milliseconds until it is open again; 0 when open, or when nobody knows. */
  closedForMs: number;
  /** The cause of its being closed, with the cure where there is one. */
  cause?: string | undefined;
}

/** The abilities that a kind may have beside delivering; absent where it has not. None of them throws. */
interface Capabilities {
  /** The request that `send` would make, its secrets masked. */
  describe?(rendered: Rendered, destination: Destination): RequestPreview;
  /** Asks the receiver, without posting, for the destination. */
  check?(destination: Destination, signal: AbortSignal): Promise<CheckResult>;
  /** Reads, changes or deletes a message that was sent, within the limits. */
  edit?(destination: Destination, edit: MessageEdit, signal: AbortSignal): Promise<EditResult>;
}

/** A request as it would be sent. */
export interface RequestPreview {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** The answer to a check. */
export type CheckResult =
  | { result: 'ok'; facts: DestinationFacts }
  /** It is gone, or can never be a target. */
  | { result: 'bad'; reason: string; code?: number | undefined }
  /** Nobody answered; says nothing about the destination. */
  | { result: 'unknown'; reason: string };

/** The answer to an edit. */
export interface EditResult {
  outcome: Outcome;
  /** The receiver's own words, where it said anything that is JSON. */
  body?: unknown;
}

/**
 * A kind of destination: one file or folder under src/destinations, found by the loader. It reports outcomes as data,
 * and keeps nothing that a lane would have to know.
 */
export interface DestinationKind extends Adapter, Capabilities {
  readonly limiter: Limiter;
}

/** The parts that a kind is made with. */
export interface KindDeps {
  clock: Clock;
  random(): number;
  /** The files of events, for messages that carry some. */
  files: Pick<EventFiles, 'read'>;
  /** Crier's version, for the `User-Agent`. */
  version: string;
  discord: {
    apiBase: string;
    channelLimit: Limit | undefined;
    globalLimit: Limit | undefined;
    /** Undefined: there is no bot. Secret. */
    botToken: string | undefined;
    proxy?: HttpProxy | undefined;
  };
  endpoints: {
    /** Hosts, with or without a port, that http and private addresses are allowed for. */
    allowedHosts: readonly string[];
  };
}

/** The default export of a file or folder under src/destinations. */
export type CreateKind = (deps: KindDeps) => DestinationKind;
