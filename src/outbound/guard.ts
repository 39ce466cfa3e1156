import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Public by their range, and yet a door into the machine's own cloud: Azure's WireServer
 * (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
 */
const doors: readonly string[] = ['168.63.129.16'];

/** Of IPv6 only this is given out (https://www.iana.org/assignments/ipv6-unicast-address-assignments); not ::127.0.0.1. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** A name that leads where nobody may go. */
export class RefusedAddressError extends Error {
  readonly code = 'ERR_REFUSED_ADDRESS';
}

/**
 * True for an address of the internet: no loopback, private, link-local, multicast, carrier's or reserved one
 * (IANA's special-purpose registries), nor any form that wraps an IPv4 address in IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || doors.includes(parsed.toString())) return false;
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast);
}

/** The host of a URL where it is an address that must not be called; undefined for names and public addresses. */
export function refusedAddress(hostname: string): string | undefined {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (/(^|\.)localhost\.?$/i.test(address)) return address;
  return isIP(address) === 0 || isPublicAddress(address) ? undefined : address;
}

/** True where the operator has allowed a URL's host, with its port or without. */
export function isAllowedHost(url: URL, allowedHosts: readonly string[]): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return allowedHosts.some((one) => one === url.hostname || one === `${url.hostname}:${port}`);
}

type Callback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;
type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * The `lookup` of a socket that connects to public addresses only. What it answers is what is dialled, so that a name
 * which leads elsewhere the second time gains nothing.
 *
 * @param resolve for tests; default: the system's resolver.
 */
export function publicLookup(resolve: Resolve = lookup) {
  return (hostname: string, options: LookupOptions, callback: Callback): void => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const open = addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = open;
      if (first === undefined) {
        const found = addresses.map(({ address }) => address).join(', ') || 'nowhere';
        return callback(new RefusedAddressError(`${hostname} leads to ${found}`), []);
      }
      if (options.all) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}
