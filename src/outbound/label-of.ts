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
