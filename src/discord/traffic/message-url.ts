import type { Destination } from '../../model/destination.ts';
import type { Outcome } from '../../model/outcome.ts';

/** The link that opens a message in Discord; undefined while its server or channel is not known. */
export function messageUrl(
  outcome: Extract<Outcome, { kind: 'delivered' }>,
  { facts }: Destination,
): string | undefined {
  const channel = outcome.channelId ?? facts.channelId;
  if (facts.guildId === undefined || channel === undefined || outcome.messageId === undefined) return undefined;
  return `https://discord.com/channels/${facts.guildId}/${channel}/${outcome.messageId}`;
}
