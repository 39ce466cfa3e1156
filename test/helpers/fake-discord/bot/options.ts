import type { Limit } from '../rate-limits.ts';

/** What tests may set about the bot's side of the fake. */
export interface BotOptions {
  /** The only token that is let in. */
  token?: string;
  /** How long an interaction waits for its first answer, by the fake's clock. */
  deadlineMs?: number;
  /** How long an interaction can be answered to at all, by the fake's clock. */
  tokenLifeMs?: number;
  /** What the gateway's hello asks for, in real time. */
  heartbeatIntervalMs?: number;
  /** How long `run` and its like wait for the final answer, in real time. */
  answerTimeoutMs?: number;
  /** Messages per channel, in real time, because discord.js waits in real time; null: none. */
  channelLimit?: Limit | null;
}

export type BotSettings = Required<BotOptions>;

/** The figures of Discord. */
export const botDefaults: BotSettings = {
  token: `${Buffer.from('100000000000000001').toString('base64url')}.GfAkE0.${'x'.repeat(38)}`,
  deadlineMs: 3000,
  tokenLifeMs: 15 * 60_000,
  heartbeatIntervalMs: 45_000,
  answerTimeoutMs: 5000,
  channelLimit: { count: 5, windowMs: 5000 },
};
