// Secrets that senders put into their own events: found by their form, and made unreadable.

const hidden = '••••';

const suspicious =
  /webhooks|crier_|bearer\s|basic\s|:\/\/[^\s/@]*@|whsec_|[sr]k_(?:live|test)_|(?<![\w-])[\w-]{23,28}\.[\w-]{6}\.[\w-]{27}/i;

/** `/`, as in a URL, in PHP's JSON and in a query. */
const slash = String.raw`((?:\\?/|%2f)+)`;
/** Any host: old ones, test clients, relays and look-alikes take the same token. */
const webhook = new RegExp(String.raw`webhooks${slash}(\d{5,25})${slash}[\w-]{8,}`, 'gi');
const crierKey = /crier_[\w-]{20,}/g;
const bearer = /\b(bearer\s+)(?:(?=[\w~+/=-]*[\d._])[\w.~+/=-]{8,}|[\w~+/=-]{20,})/gi;
const basic = /(authorization["']?\s*[:=]\s*["']?basic\s+)[\w+/=-]{4,}/gi;
const platformKey = /\b(whsec_|[sr]k_(?:live|test)_)[A-Za-z0-9+/=_-]{8,}/g;
/** `postgres://user:password@host`: drivers like to put it into their errors. */
const urlPassword = /:\/\/([^\s/:@]{0,64}):[^\s/@]{1,200}@/g;
/** Base64 of the bot's id, a timestamp, a signature. */
const botToken = /(?<![\w-])[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}/g;

/**
 * The text with Discord webhook tokens (any host form), Crier's own API keys, bearer tokens, passwords in URLs and
 * well-known platform secrets made unreadable. Costs one look where there is none.
 */
export function maskSecrets(text: string): string {
  if (!suspicious.test(text)) return text;
  return text
    .replace(
      webhook,
      (_all, first: string, id: string, second: string) => `webhooks${first}…${id.slice(-4)}${second}${hidden}`,
    )
    .replace(crierKey, `crier_${hidden}`)
    .replace(bearer, `$1${hidden}`)
    .replace(basic, `$1${hidden}`)
    .replace(platformKey, `$1${hidden}`)
    .replace(urlPassword, `://$1:${hidden}@`)
    .replace(botToken, hidden);
}

/**
 * A webhook URL as a label: its host and the last four digits of its id, such as `discord.com/…/…6789`. Whatever else
 * comes in, nothing of it comes out but the host.
 */
export function maskWebhookUrl(url: string): string {
  if (!URL.canParse(url)) return '…';
  const { host, pathname } = new URL(url);
  const id = /\/webhooks\/(\d+)/.exec(pathname)?.[1];
  return id === undefined ? `${host}/…` : `${host}/…/…${id.slice(-4)}`;
}
