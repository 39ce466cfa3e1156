import type { Destination } from '../../model/destination.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Exchange } from './http.ts';

/** The link that opens a message in Discord; undefined while its server or channel is not known. */
export function messageUrl(
  outcome: Extract<Outcome, { kind: 'delivered' }>,
  { facts }: Destination,
): string | undefined {
  const channel = outcome.channelId ?? facts.channelId;
  if (facts.guildId === undefined || channel === undefined || outcome.messageId === undefined) return undefined;
  return `https://discord.com/channels/${facts.guildId}/${channel}/${outcome.messageId}`;
}

/**
 * The outcome of a message, as far as its answer proves it. Discord answers a message with the message, in JSON (Webhook
 * Resource, "Execute Webhook", wait=true): whatever else says 200 is something in between, such as the page of a
 * firewall, and nobody knows whether it passed the message on.
 */
export function believed(exchange: Exchange, outcome: Outcome): Outcome {
  if (outcome.kind !== 'delivered' || outcome.messageId !== undefined || exchange.kind !== 'answered') return outcome;
  const type = exchange.answer.headers['content-type'] ?? '';
  if (type === '' || /json/i.test(type)) return outcome;
  const { statusCode } = outcome;
  const reason = `something else than Discord answered ${statusCode}: check DISCORD_API_BASE, and what stands between this machine and Discord`;
  return { kind: 'uncertain', statusCode, reason };
}
