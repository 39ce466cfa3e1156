import { didYouMean } from '../lib/did-you-mean.ts';
import { isSnowflake, snowflakeForm } from './snowflake.ts';

/** The parts of a Discord webhook URL, without its host, version and suffixes. `token` is a secret. */
export interface Webhook {
  id: string;
  token: string;
  /** The thread of the webhook's channel that messages go to. */
  threadId?: string | undefined;
}

export type ParsedWebhookUrl = { ok: true; webhook: Webhook } | { ok: false; problem: string };

const discordHosts = ['discord.com', 'ptb.discord.com', 'canary.discord.com', 'discordapp.com'];
const howToCopy = "In Discord: the channel's settings, Integrations, Webhooks, Copy Webhook URL.";

/**
 * Reads a webhook URL as people paste it: any of Discord's hosts or the origin of `apiBase` (a proxy, a test), with
 * or without version, `/slack` or `/github` at the end, blanks, quotes or `<>` around it. `?thread_id` is kept, any
 * other query is dropped. The whole text has to be the URL.
 *
 * @param apiBase `DISCORD_API_BASE`, such as `https://discord.com/api/v10`.
 * @returns the webhook, or a sentence for a person: what the text is instead, and where the right one is found.
 *   It never holds what was pasted.
 * @see https://docs.discord.com/developers/resources/webhook
 */
export function parseWebhookUrl(pasted: string, apiBase: string): ParsedWebhookUrl {
  const text = unwrap(pasted);
  const url = /\s/.test(text) ? null : URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return refuse(textProblem(text));

  const base = new URL(apiBase);
  const onDiscord = discordHosts.includes(url.host);
  if (url.origin !== base.origin && !onDiscord) return refuse(hostProblem(url));
  if (url.username !== '' || url.password !== '')
    return refuse('it has a user name or password before the host; a webhook URL has none.');
  if (url.origin !== base.origin && url.protocol !== 'https:')
    return refuse('it begins with http://; write https:// instead.');

  const [id, token] = idAndToken(url, base);
  if (id === undefined) return refuse(pathProblem(url.pathname));
  if (!isSnowflake(id)) return refuse(`the id in it is not ${snowflakeForm}: a part was lost. ${howToCopy}`);
  if (token === undefined) return refuse(`its second half, the token behind the id, is missing. ${howToCopy}`);

  const threadId = url.searchParams.get('thread_id')?.trim();
  if (threadId === undefined || threadId === '') return { ok: true, webhook: { id, token } };
  if (!isSnowflake(threadId)) return refuse(`the thread_id in it is not ${snowflakeForm}. Copy the id of the thread.`);
  return { ok: true, webhook: { id, token, threadId } };
}

/** The address that messages of a webhook are posted to: `${apiBase}/webhooks/id/token`. Secret. */
export function webhookApiUrl(webhook: Pick<Webhook, 'id' | 'token'>, apiBase: string): string {
  return `${apiBase}/webhooks/${webhook.id}/${webhook.token}`;
}

/**
 * One text for one webhook and thread, which `parseWebhookUrl` reads back. Secret.
 */
export function canonicalWebhookUrl(webhook: Webhook, apiBase: string): string {
  const thread = webhook.threadId === undefined ? '' : `?thread_id=${webhook.threadId}`;
  return `${webhookApiUrl(webhook, apiBase)}${thread}`;
}

/** A name for people: `discord.com/…/…6789/••••`, with the end of the thread's id where there is one. */
export function maskedWebhook(webhook: Webhook): string {
  const thread = webhook.threadId === undefined ? '' : ` (thread …${webhook.threadId.slice(-4)})`;
  return `discord.com/…/…${webhook.id.slice(-4)}/••••${thread}`;
}

function refuse(problem: string): ParsedWebhookUrl {
  return { ok: false, problem };
}

function unwrap(pasted: string): string {
  let text = pasted.trim();
  for (;;) {
    const inner = /^<(.*)>$|^"(.*)"$|^'(.*)'$|^`(.*)`$|^“(.*)”$/s
      .exec(text)
      ?.slice(1)
      .find((part) => part !== undefined);
    if (inner === undefined) return text;
    text = inner.trim();
  }
}

function idAndToken(url: URL, base: URL): [id?: string | undefined, token?: string | undefined] {
  const ownPath = base.pathname.replace(/\/+$/, '');
  const path =
    url.origin === base.origin && url.pathname.startsWith(`${ownPath}/`)
      ? url.pathname.slice(ownPath.length)
      : url.pathname;
  const match = /^(?:\/api(?:\/v\d{1,2})?)?\/webhooks\/([^/]+)(?:\/([\w-]{1,512})(?:\/(?:slack|github))?)?\/?$/.exec(
    path,
  );
  const [, id, token] = match ?? [];
  return token === 'slack' || token === 'github' ? [id] : [id, token];
}

function textProblem(text: string): string {
  if (text === '') return `it is empty. ${howToCopy}`;
  if (isSnowflake(text)) return `it is an id alone (of a channel, a server or a user), not a webhook URL. ${howToCopy}`;
  if (/^(Bot\s+)?[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,}$/i.test(text))
    return `it is a bot token, which opens far more than a channel: reset it if others could see it. ${howToCopy}`;
  if (/^(www\.)?discord(app)?\.(gg|com\/invite)\//i.test(text))
    return `it is an invitation to a server, not a webhook URL. ${howToCopy}`;
  if (/^(ptb\.|canary\.)?discord(app)?\.com\//i.test(text)) return 'https:// is missing at its beginning.';
  if (/^\d+\/[\w-]+$/.test(text) && isSnowflake(text.split('/')[0])) return `only its end was copied. ${howToCopy}`;
  if (/\s/.test(text)) return `there is more in it than one URL: it has blanks inside. ${howToCopy}`;
  return `it is not a URL. ${howToCopy}`;
}

function hostProblem(url: URL): string {
  if (url.hostname === 'discord.gg') return textProblem('discord.gg/');
  if (url.hostname === 'hooks.slack.com') return `it is a webhook of Slack, not of Discord. ${howToCopy}`;
  const mistyped = didYouMean(url.hostname, discordHosts);
  return `its host is not one of Discord's (discord.com) and not that of DISCORD_API_BASE. ${mistyped || howToCopy}`.trim();
}

function pathProblem(pathname: string): string {
  if (/^\/invite\//.test(pathname)) return textProblem('discord.gg/');
  if (/^\/channels\//.test(pathname)) return `it is the link to a channel or message, not a webhook URL. ${howToCopy}`;
  if (/oauth2/.test(pathname)) return `it is the link that invites a bot, not a webhook URL. ${howToCopy}`;
  if (/\/webhooks\/\d/.test(pathname)) return `what stands behind the id in it is not a token. ${howToCopy}`;
  return `it is an address of Discord, but not a webhook's. ${howToCopy}`;
}
