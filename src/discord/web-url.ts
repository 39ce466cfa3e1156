import { isIP } from 'node:net';
import { embedLimits } from './limits.ts';

/**
 * Discord refuses the whole message for a host without a top-level domain, such as `http://localhost:3000`
 * (bugsink #280, gitea #14379, alertmanager-discord #19); an IP address it takes.
 */
function hasPublicForm(hostname: string): boolean {
  return isIP(hostname) === 4 || /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.(?:[a-z]{2,63}|xn--[a-z0-9-]+)\.?$/.test(hostname);
}

/** Characters of WHATWG URLs that RFC 3986, by which Discord's schema judges (`format: uri`), does not know. */
const unencoded = /[[\]{}|\\^`<>"\s]|%(?![0-9a-f]{2})/gi;

/**
 * The URL as Discord takes it in an embed (Message Resource: http or https; OpenAPI: at most 2048 characters), or
 * undefined if it cannot be one. Name and password are taken out.
 */
export function webUrl(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > embedLimits.url || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || !hasPublicForm(url.hostname)) return undefined;
  url.username = '';
  url.password = '';
  const href = url.href.replace(unencoded, encodeURIComponent);
  return href.length <= embedLimits.url ? href : undefined;
}
