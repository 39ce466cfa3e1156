import { type Clock, systemClock } from '../../../src/lib/clock.ts';
import type { BotOptions } from './bot/options.ts';
import type { Limit } from './rate-limits.ts';

export interface FakeDiscordOptions {
  clock?: Clock;
  /** Per webhook and route, in a fixed window; null: none, and no rate limit headers. */
  webhookLimit?: Limit | null;
  /** Posts per channel over all its webhooks, in a sliding window and in no header. */
  channelLimit?: Limit | null;
  globalLimit?: Limit | null;
  host?: string;
  port?: number;
  /** Keep requests, messages, pings and violations. Without it only totals are counted, for benches. */
  record?: boolean;
  /** Check the messages. */
  validate?: boolean;
  /** Refuse clients without a `User-Agent` as Discord wants it. */
  requireUserAgent?: boolean;
  bot?: BotOptions;
}

export type Settings = Required<FakeDiscordOptions>;

/** The usual figures of discord.md 3.3. */
export const defaults = {
  clock: systemClock,
  webhookLimit: { count: 5, windowMs: 2000 },
  channelLimit: { count: 30, windowMs: 60_000 },
  globalLimit: { count: 50, windowMs: 1000 },
  host: '127.0.0.1',
  port: 0,
  record: true,
  validate: true,
  requireUserAgent: true,
  bot: {},
} satisfies Settings;
