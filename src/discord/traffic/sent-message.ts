import type { Destination } from '../../model/destination.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Exchange } from './http.ts';
import { readJson } from './read-json.ts';

/** The link that opens a message in Discord; undefined while its server or channel is not known. */
export function messageUrl(
  outcome: Extract<Outcome, { kind: 'delivered' }>,
  { facts }: Destination,
): string | undefined {
  const channel = outcome.channelId ?? facts.channelId;
  if (facts.guildId === undefined || channel === undefined || outcome.messageId === undefined) return undefined;
  return `https://discord.com/channels/${facts.guildId}/${channel}/${outcome.messageId}`;
}

/** The reason for a retry where an answer shows that it is not Discord's. */
export function notFromDiscord(statusCode: number | undefined): string {
  return `something else than Discord answered ${statusCode}: check DISCORD_API_BASE, and what stands between this machine and Discord`;
}

/**
 * The outcome of a message, as far as its answer proves it. Discord answers a message with the message, in JSON (Webhook
 * Resource, "Execute Webhook", wait=true; Message Resource, "Create Message"): whatever else says 200 is something in
 * between, such as the page of a firewall, and nobody knows whether it passed the message on. JSON that is cut off has
 * come from Discord. A page that refuses the message says nothing of it.
 */
export function believed(exchange: Exchange, outcome: Outcome): Outcome {
  if (exchange.kind !== 'answered') return outcome;
  const { headers, body } = exchange.answer;
  const type = headers['content-type'] ?? '';
  const { statusCode } = outcome;
  const reason = notFromDiscord(statusCode);
  const isCutOff = /json/i.test(type) && body !== '' && readJson(body) === undefined;
  if (outcome.kind === 'delivered' && outcome.messageId === undefined && !isCutOff) {
    return { kind: 'uncertain', statusCode, reason };
  }
  const isPage = /^\s*text\/html\b/i.test(type);
  if (outcome.kind === 'refused' && isPage) return { kind: 'retry', statusCode, reason };
  return outcome;
}
