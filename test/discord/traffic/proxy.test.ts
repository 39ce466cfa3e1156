import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { resolve } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DiscordHttp } from '../../../src/discord/traffic/http.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import type { HttpProxy } from '../../../src/model/http-proxy.ts';
import { createCertificates } from '../../../src/outbound/certificates.ts';
import { loadSettings } from '../../../src/settings/load-settings.ts';
import { workspace } from '../../settings/workspace.ts';

const pem = (name: string) => readFileSync(resolve(import.meta.dirname, '../../sources', name), 'utf8');
const cert = pem('paypal-certificate.pem');
/** The name in the certificate; no resolver knows it, so that only the proxy can lead there. */
const host = 'messageverificationcerts.test.example';

/** Answers for `host`. */
let target: Server;
let proxy: Server;
/** The connections that the proxy was asked for. */
let asked: { to: string | undefined; login: string | undefined }[];
let refusal: number | undefined;
const usual = getCACertificates('default');

const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  setDefaultCACertificates([...usual, cert]);
  target = createHttpsServer({ cert, key: pem('paypal-key.pem') }, (_, response) => response.end(cert));
  await once(target.listen(0, '127.0.0.1'), 'listening');
  proxy = createHttpServer((_, response) => response.writeHead(500).end());
  proxy.on('connect', ({ url, headers }, socket) => {
    asked.push({ to: url, login: headers['proxy-authorization'] });
    if (refusal !== undefined) return socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
    const there = connect(portOf(target), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    for (const end of [there, socket]) end.on('error', () => {});
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  setDefaultCACertificates(usual);
  for (const server of [target, proxy]) {
    server.close();
    server.closeAllConnections();
  }
});
beforeEach(() => {
  asked = [];
  refusal = undefined;
});

/** The proxy as the environment names it. */
async function given(env: Record<string, string> = {}): Promise<HttpProxy | undefined> {
  const named = { HTTPS_PROXY: `http://relay:secret@127.0.0.1:${portOf(proxy)}`, ...env };
  return loadSettings({ env: named, cwd: await workspace() }).discord.proxy;
}

async function ask(url: string, through: HttpProxy | undefined) {
  const http = new DiscordHttp(systemClock, '0', through);
  try {
    return await http.exchange({ method: 'GET', url });
  } finally {
    await http.close();
  }
}

test('Discord is reached through HTTPS_PROXY, with its login', async () => {
  const exchange = await ask(`https://${host}/api/v10/gateway`, await given());
  expect(exchange).toMatchObject({ kind: 'answered', answer: { status: 200 } });
  const login = `Basic ${Buffer.from('relay:secret').toString('base64')}`;
  expect(asked).toEqual([{ to: `${host}:443`, login }]);
});

test('its name may be in small letters, as curl reads it, and have no scheme', async () => {
  const through = await given({ HTTPS_PROXY: '', https_proxy: `127.0.0.1:${portOf(proxy)}` });
  expect(await ask(`https://${host}/`, through)).toMatchObject({ kind: 'answered' });
});

test.each([
  ['NO_PROXY', '.test.example'],
  ['no_proxy', host],
])('a host that %s names is reached without it', async (name, value) => {
  const exchange = await ask(`https://${host}/`, await given({ [name]: value }));
  expect(exchange).toMatchObject({ kind: 'not sent', reason: expect.stringContaining('cannot be reached') });
  expect(asked).toEqual([]);
});

test.each(['https://127.0.0.1', 'https://localhost', 'http://127.0.0.1'])(
  'this machine itself is reached without it: %s',
  async (origin) => {
    await ask(`${origin}:${portOf(proxy)}/api/v10/gateway`, await given());
    expect(asked).toEqual([]);
  },
);

test('a proxy that refuses has not sent anything, and is named as the cause', async () => {
  refusal = 407;
  expect(await ask(`https://${host}/`, await given())).toEqual({
    kind: 'not sent',
    reason: 'the proxy does not lead to Discord (407)',
  });
});

test('a proxy that is not there has not sent anything', async () => {
  const exchange = await ask(`https://${host}/`, await given({ HTTPS_PROXY: 'http://127.0.0.1:9' }));
  expect(exchange).toMatchObject({ kind: 'not sent' });
});

test("the certificates of platforms are fetched through it, and directly where there's none", async () => {
  const url = `https://${host}/cert.pem`;
  expect(await createCertificates(Date.now, await given())(url)).toBe(cert);
  expect(asked).toMatchObject([{ to: `${host}:443` }]);
  await expect(createCertificates(Date.now)(url)).rejects.toThrow();
});

test.each(['ftp://proxy:21', '://', 'socks5://127.0.0.1:1080'])('%s is refused, and not shown', async (HTTPS_PROXY) => {
  await expect(given({ HTTPS_PROXY })).rejects.toThrow('HTTPS_PROXY is not the address of a proxy');
});
