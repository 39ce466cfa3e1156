import dns, { type LookupAddress } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { acceptSettings } from '../../src/destinations/http/accept-settings.ts';
import {
  isAllowedHost,
  isPublicAddress,
  publicLookup,
  RefusedAddressError,
  refusedAddress,
} from '../../src/outbound/guard.ts';
import { HttpPost } from '../../src/outbound/post.ts';
import { receiver, tcpServer } from '../destinations/http/_world.ts';
import { FakeClock } from '../helpers/fake-clock.ts';

const refused: Record<string, readonly string[]> = {
  loopback: ['127.0.0.1', '127.0.0.53', '127.255.255.255', '::1'],
  private: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  'link-local': ['169.254.0.1', '169.254.255.255', 'fe80::1', 'febf::1'],
  'metadata of a cloud': ['169.254.169.254', '169.254.170.2', '100.100.100.200', '192.0.0.192', '168.63.129.16'],
  'metadata over IPv6': ['fd00:ec2::254', 'fd20:ce::254'],
  "a carrier's": ['100.64.0.1', '100.127.255.255'],
  'this network': ['0.0.0.0', '0.0.0.1', '0.255.255.255', '::'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  'broadcast and reserved': ['255.255.255.255', '240.0.0.1', '254.1.2.3'],
  'for documents and benchmarks': ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '198.19.255.255'],
  'for documents, over IPv6': ['2001:db8::1', '3fff::1'],
  'unique local': ['fc00::1', 'fdff:ffff::1'],
  'site-local': ['fec0::1'],
  discarded: ['100::1'],
  'IPv4 within IPv6': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::ffff:a83f:8110'],
  'IPv4 without its prefix, and what was never given out': ['::127.0.0.1', '::7f00:1', '::2', '200::1', '4000::1'],
  'IPv4 translated': ['::ffff:0:127.0.0.1', '64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::a00:1'],
  '6to4': ['2002:7f00:1::', '2002:a00:1::1', '2002:c0a8:101::1', '2002:a9fe:a9fe::1'],
  Teredo: ['2001:0:7f00:1::', '2001::1'],
};

const open = [
  ...['8.8.8.8', '1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255'],
  ...['128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0'],
  ...['198.17.255.255', '198.20.0.0', '223.255.255.255', '168.63.129.15', '168.63.129.17'],
  ...['2606:4700:4700::1111', '2001:4860:4860::8888', '2a00:1450:4001::1', '::ffff:8.8.8.8'],
];

const table = Object.entries(refused).flatMap(([what, addresses]) => addresses.map((address) => [what, address]));

const asHost = (address: string) => (address.includes(':') ? `[${address}]` : address);

test.each(table)('an address that is %s is refused: %s', (_, address = '') => {
  expect(isPublicAddress(address)).toBe(false);
  const { hostname } = new URL(`https://${asHost(address)}/`);
  expect(refusedAddress(hostname)).toBe(hostname.replace(/[[\]]/g, ''));
  expect(() => acceptSettings({ url: `https://${asHost(address)}/`, signature: 'none' }, [])).toThrow(/not an address/);
});

test.each(open)('an address of the internet is accepted: %s', (address) => {
  expect(isPublicAddress(address)).toBe(true);
  const url = `https://${asHost(address)}/`;
  expect(refusedAddress(new URL(url).hostname)).toBeUndefined();
  expect(acceptSettings({ url, signature: 'none' }, []).url).toMatch(/^https:/);
});

test.each([
  ...['2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001', '127.1', '127.0.1', '127.0.0.1.', '0', '0x0'],
  ...['①②⑦.0.0.1', '127。0。0。1', '%31%32%37.0.0.1', '0xa9fea9fe', '2852039166', '0251.0376.0251.0376'],
  ...['[::ffff:127.0.0.1]', '[0:0:0:0:0:ffff:7f00:0001]', '[0000::1]', '[::FFFF:A00:1]', '[::127.0.0.1]'],
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'a.b.localhost.', 'localhost%2e', 'ⓛocalhost'],
])('another way to write an address is no way around: %s', async (host) => {
  const url = `https://${host}:9/`;
  expect(() => acceptSettings({ url, signature: 'none' }, [])).toThrow(/is not an address of the internet/);
  const post = new HttpPost(new FakeClock(), []);
  expect(await post.post(url, {}, '{}')).toMatchObject({
    kind: 'not sent',
    reason: expect.stringMatching(/not an address of the internet/),
  });
  await post.close();
});

test.each(['', 'example.com', '8.8.8.8.8', '08.8.8.8', ':::', '8.8.8.8/32'])('"%s" is no address', (text) => {
  expect(isPublicAddress(text)).toBe(false);
});

test.each([
  ['https://a.example/', 'a.example', true],
  ['https://a.example/', 'a.example:443', true],
  ['https://a.example:8443/', 'a.example:8443', true],
  ['https://a.example:8443/', 'a.example', true],
  ['http://a.example/', 'a.example:443', false],
  ['https://b.a.example/', 'a.example', false],
  ['https://xa.example/', 'a.example', false],
  ['https://a.example.evil/', 'a.example', false],
])('%s by the allowed %s: %s', (url, allowed, expected) => {
  expect(isAllowedHost(new URL(url), ['other.example', allowed])).toBe(expected);
  expect(isAllowedHost(new URL(url), [])).toBe(false);
});

/** A resolver that gives these answers one after the other. */
function resolver(...answers: LookupAddress[][]) {
  const resolve = vi.fn((_name: string, _options: unknown, done: (error: null, found: LookupAddress[]) => void) => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    queueMicrotask(() => done(null, answer ?? []));
  });
  return resolve;
}

const v4 = (address: string) => ({ address, family: 4 });
const v6 = (address: string) => ({ address, family: 6 });

/** What a lookup answers. */
const look = (answers: LookupAddress[], all = true) =>
  new Promise((resolve) => {
    publicLookup(resolver(answers))('a.example', { all }, (error, ...found) => resolve(error ?? found));
  });

describe('a name', () => {
  test('leads to its public addresses alone', async () => {
    const mixed = [v4('10.0.0.1'), v4('8.8.8.8'), v6('::1'), v6('2606:4700::1111'), v4('169.254.169.254')];
    expect(await look(mixed)).toEqual([[v4('8.8.8.8'), v6('2606:4700::1111')]]);
    expect(await look(mixed, false)).toEqual(['8.8.8.8', 4]);
  });

  test.each(table)('that leads to an address that is %s leads nowhere: %s', async (_, address = '') => {
    const error = await look([{ address, family: address.includes(':') ? 6 : 4 }]);
    expect(error).toBeInstanceOf(RefusedAddressError);
    expect(error).toMatchObject({ code: 'ERR_REFUSED_ADDRESS', message: `a.example leads to ${address}` });
  });

  test('that leads nowhere at all says so', async () => {
    expect(await look([])).toMatchObject({ message: 'a.example leads to nowhere' });
  });

  test('that cannot be resolved keeps its error', async () => {
    const wrong = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    const lookup = publicLookup((_name, _options, done) => done(wrong, []));
    expect(await new Promise((resolve) => lookup('a.example', {}, resolve))).toBe(wrong);
  });
});

describe('a name that leads elsewhere the second time', () => {
  test('is looked up by the socket itself, which then dials nothing', async () => {
    await using server = await tcpServer((socket) => socket.end());
    const resolve = resolver([v4('8.8.8.8')], [v4('127.0.0.1')]);
    const lookup = publicLookup(resolve);
    const checked = await new Promise((done) => lookup('a.example', { all: true }, (_, found) => done(found)));
    expect(checked).toEqual([v4('8.8.8.8')]);
    const error = await new Promise((done) => {
      const socket = connect({ host: 'a.example', port: server.port, lookup });
      socket.once('error', done).once('connect', () => done('connected'));
    });
    expect(error).toMatchObject({ code: 'ERR_REFUSED_ADDRESS', message: 'a.example leads to 127.0.0.1' });
    expect(resolve).toHaveBeenCalledTimes(2);
    expect(server.connections).toBe(0);
  });

  test('gets nothing from a post', async () => {
    await using server = await tcpServer((socket) => socket.end());
    const url = `https://rebound.example:${server.port}/hook`;
    expect(acceptSettings({ url, signature: 'none' }, []).url).toBe(url);
    const spy = vi.spyOn(dns, 'lookup').mockImplementation(resolver([v4('127.0.0.1')]) as unknown as typeof dns.lookup);
    syncBuiltinESMExports();
    const post = new HttpPost(new FakeClock(), []);
    try {
      const reason = expect.stringMatching(/^rebound\.example leads to 127\.0\.0\.1, which is not an address of/);
      expect(await post.post(url, {}, '{}')).toEqual({ kind: 'not sent', reason });
      expect(spy).toHaveBeenCalledOnce();
    } finally {
      spy.mockRestore();
      syncBuiltinESMExports();
      await post.close();
    }
    expect(server.connections).toBe(0);
  });
});

test('an allowed host is called wherever it is, and over http; its neighbour is not', async () => {
  await using server = await receiver();
  await using neighbour = await receiver();
  const post = new HttpPost(new FakeClock(), [`127.0.0.1:${server.port}`]);
  expect(await post.post(server.url, {}, '{}')).toMatchObject({ kind: 'answered', status: 204 });
  expect(await post.post(neighbour.url, {}, '{}')).toMatchObject({ kind: 'not sent' });
  expect(await post.post('http://8.8.8.8/hook', {}, '{}')).toEqual({
    kind: 'not sent',
    reason: '8.8.8.8 is not a host that http is allowed for',
  });
  await post.close();
  expect([server.received.length, neighbour.received.length]).toEqual([1, 0]);
});
