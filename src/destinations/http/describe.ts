import type { RequestPreview } from '../../model/destination.ts';
import type { EndpointSettings } from '../../model/endpoint.ts';

const hidden = '••••';

/** A long part of a path with digits in it is likely to be a token, as in the addresses of Slack or Zapier. */
export const tokenLike = /^(?=.*\d)[\w-]{16,}$/;

/** An address for people: what looks like a secret in it is left out. */
export function labelOf(address: string): string {
  const { host, pathname, search } = new URL(address);
  const path = pathname
    .split('/')
    .map((part) => (tokenLike.test(part) ? `…${part.slice(-4)}` : part))
    .join('/');
  return `${host}${path === '/' ? '' : path}${search === '' ? '' : '?…'}`;
}

/** The request with its secrets masked; signatures are made when it is sent. */
export function describeRequest(
  headers: Readonly<Record<string, string>>,
  body: unknown,
  settings: EndpointSettings,
): RequestPreview {
  const own = new Set(Object.keys(settings.headers).map((name) => name.toLowerCase()));
  const shown = Object.entries(headers).map(([name, value]) => {
    if (name === 'authorization' && !own.has(name)) return [name, `${value.split(' ')[0]} ${hidden}`];
    return [name, own.has(name) ? hidden : value];
  });
  return {
    method: 'POST',
    url: `${new URL(settings.url).protocol}//${labelOf(settings.url)}`,
    headers: Object.fromEntries(shown),
    body,
  };
}
