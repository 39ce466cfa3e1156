import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/**
 * The address of who sends, as limits are counted by it: of IPv6 the network, since whoever has one of its addresses has
 * all of them (RFC 6177: a site is given a /64 at least).
 */
export function networkOf({ ip }: Pick<Request, 'ip'>): string {
  if (ip === undefined || !isIPv6(ip) || ip.includes('.')) return ip ?? 'unknown';
  const [head, tail] = ip.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array<string>(tail === undefined ? 0 : 8 - (head?.length ?? 0) - tail.length).fill('0');
  const network = [...(head ?? []), ...zeros, ...(tail ?? [])].slice(0, 4);
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
