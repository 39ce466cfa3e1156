import { z } from 'zod';
import { isSnowflake, snowflakeForm } from '../discord/snowflake.ts';
import { canonicalWebhookUrl, parseWebhookUrl } from '../discord/webhook-url.ts';
import type { Codec } from './field.ts';
import { accept, refuse } from './parsed.ts';

/** The id of something in Discord. @param of as in `the role`. */
export function snowflake(of: string): Codec<string> {
  const expected = `the id of ${of}: ${snowflakeForm}`;
  const cure = `In Discord: Settings, Advanced, Developer Mode on; then right-click ${of} and choose Copy ID.`;
  return {
    expected,
    wire: z.string(),
    shown: z.string(),
    read(value) {
      const text = typeof value === 'string' ? value.trim() : '';
      if (isSnowflake(text)) return accept(text);
      return refuse(/^<?@/.test(text) ? 'is a mention, not an id' : 'is not an id of Discord', expected, cure);
    },
    present: (id) => id,
  };
}

const usernameForm = 'a name of 1 to 80 characters without "discord" or "clyde" in it, not "everyone" or "here"';

/** A name that messages appear under. Discord's rules: https://docs.discord.com/developers/resources/webhook */
export const username: Codec<string> = {
  expected: usernameForm,
  wire: z.string().min(1).max(80),
  shown: z.string(),
  read(value) {
    const name = typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : '';
    if (name === '' || [...name].length > 80)
      return refuse('is not a name of 1 to 80 characters', usernameForm, 'Write a shorter name, in quotes.');
    return /discord|clyde/i.test(name) || /^(everyone|here)$/i.test(name)
      ? refuse('is a name that Discord refuses', usernameForm, 'Choose another name.')
      : accept(name);
  },
  present: (name) => name,
};

const webhookForm = 'https://discord.com/api/webhooks/<id>/<token>';

/** A Discord webhook URL, brought into its one form. Secret. @param apiBase `DISCORD_API_BASE`. */
export function webhookUrl(apiBase: string): Codec<string> {
  return {
    ...pastedWebhookUrl,
    read(value) {
      if (typeof value !== 'string') return refuse('is not a URL', webhookForm, 'Put the URL into quotes.');
      const parsed = parseWebhookUrl(value, apiBase);
      return parsed.ok
        ? accept(canonicalWebhookUrl(parsed.webhook, apiBase))
        : refuse(
            `is not a Discord webhook URL: ${parsed.problem}`,
            webhookForm,
            'Copy the whole URL in Discord and paste it here.',
          );
    },
  };
}

/** A Discord webhook URL as it was pasted: whoever asks Discord about it reads it. Secret. */
export const pastedWebhookUrl: Codec<string> = {
  expected: webhookForm,
  wire: z.string().max(2048),
  shown: z.string(),
  read: (value) => accept(String(value)),
  present: (url) => url,
};

/** The id of a channel as it was pasted: whoever asks Discord about it reads it. */
export const pastedChannel: Codec<string> = {
  ...snowflake('the channel'),
  wire: z.string().max(100),
  read: (value) => accept(String(value)),
};
