import { z } from 'zod';
import { readJson } from '../../discord/traffic/read-json.ts';
import type { CheckResult } from '../../model/destination-kind.ts';

/** The answer of Get Channel, as far as it is used (Discord: Channel Resource, "Channel Object"). */
const channelSchema = z.object({
  type: z.number(),
  name: z.string().nullish(),
  guild_id: z.string().nullish(),
});

/** Text, voice, announcement, the three kinds of threads, stage (Channel Resource, "Channel Types"). */
const withMessages = [0, 2, 5, 10, 11, 12, 13];

/** Forum and media. */
const withPosts = [15, 16];

/** Reads a channel object; says why it can be no target. */
export function readChannel(channelId: string, body: string, now: number): CheckResult {
  const parsed = channelSchema.safeParse(readJson(body));
  if (!parsed.success) return { result: 'unknown', reason: 'what answered was not Discord' };
  const { type, name, guild_id } = parsed.data;
  if (withPosts.includes(type)) {
    return {
      result: 'bad',
      reason: 'a forum holds posts, and messages stand in those. Take the id of one of its posts',
    };
  }
  if (!withMessages.includes(type) || !guild_id) {
    return { result: 'bad', reason: 'that takes no messages. Take the id of a text channel or thread of a server' };
  }
  return {
    result: 'ok',
    facts: { name: name ? `#${name}` : undefined, channelId, guildId: guild_id, checkedAt: now },
  };
}
