import { z } from 'zod';
import { readJson } from '../../discord/traffic/read-json.ts';
import type { CheckResult } from '../../model/destination-kind.ts';

/** The answer of Get Webhook with Token, as far as it is used (Discord: Webhook Resource, "Webhook Object"). */
const webhookSchema = z.object({
  type: z.number(),
  name: z.string().nullish(),
  channel_id: z.string().nullish(),
  guild_id: z.string().nullish(),
});

/** Type 1; 2 follows another server's channel and 3 belongs to an interaction: neither can be posted to. */
const incoming = 1;

/** Reads a webhook object; says why it can be no target. */
export function readWebhook(body: string, now: number): CheckResult {
  const parsed = webhookSchema.safeParse(readJson(body));
  if (!parsed.success) return { result: 'unknown', reason: 'what answered was not Discord' };
  const { type, name, channel_id, guild_id } = parsed.data;
  if (type !== incoming) {
    return {
      result: 'bad',
      reason: 'this webhook takes no messages, it only follows another channel. Make one with "New Webhook"',
    };
  }
  return {
    result: 'ok',
    facts: {
      name: name ?? undefined,
      channelId: channel_id ?? undefined,
      guildId: guild_id ?? undefined,
      checkedAt: now,
    },
  };
}
