import type { Limit } from '../lib/limit.ts';
import type { DeliveryPolicy } from './delivery-policy.ts';
import type { Subscription } from './subscription.ts';

/** The facts that the check of a destination told. For Discord: Get Webhook. */
export interface DestinationFacts {
  /** The webhook's name in Discord. */
  name?: string | undefined;
  channelId?: string | undefined;
  guildId?: string | undefined;
  /** The limit that its answers told, in messages. */
  limit?: Limit | undefined;
  /** Epoch milliseconds. */
  checkedAt?: number | undefined;
  /** The fault, for a person to read, with the cure. */
  problem?: string | undefined;
}

/**
 * `broken`: it answered that it is gone; nothing is sent until it is mended. `paused`: a person said so, or it failed
 * for too long; what comes meanwhile waits. `deleted`: it is kept for the log alone.
 */
export const destinationStates = ['active', 'paused', 'broken', 'deleted'] as const;
export type DestinationState = (typeof destinationStates)[number];

/** The settings that a kind needs to send. Secret. */
export type DestinationSettings = Readonly<Record<string, unknown>>;

/** A place to deliver to. Its secret settings are in memory only; at rest they are sealed. */
export interface Destination extends DeliveryPolicy {
  /** `dst_…` */
  id: string;
  store: string;
  /** Name of the kind, which is a file or folder under src/destinations. */
  kind: string;
  /** The owner's name for it; unique in its store. Undefined: it has no name of its own. */
  name?: string | undefined;
  /** A name for people, without any secret: `discord.com/…/…6789`. */
  label: string;
  settings: DestinationSettings;
  state: DestinationState;
  /** The reason of its being broken or paused, for a person to read. */
  stateReason?: string | undefined;
  /** Epoch milliseconds at which a pause ends by itself; undefined: a person ends it. */
  pausedUntil?: number | undefined;
  /** The time since which nothing arrived any more, for kinds that are paused for it; epoch milliseconds. */
  failingSince?: number | undefined;
  facts: DestinationFacts;
  /** The events that it wants to hear beside those that routes bring to it. */
  subscription?: Subscription | undefined;
  /** The place where an operator set it (`config/crier.yaml:12`); undefined when it can be changed while running. */
  provisionedBy?: string | undefined;
}

/** A destination as it may be shown: without its secret settings. */
export type ShownDestination = Omit<Destination, 'settings'>;
