import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { rawRequest } from './_raw-request.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ settings: { trustProxy: ['loopback'] } });
});
afterAll(() => app.stop());

const host = () => new URL(app.url).host;

/**
 * Requests as proxies on the same machine pass them on, byte for byte, for a visitor who asks for `path` under the host
 * `asked`: from loopback, some with nothing that tells of a proxy. Recorded from nginx 1.22.1, HAProxy 2.6.12 and Caddy
 * 2.6.2; that of cloudflared has the headers that Cloudflare documents.
 */
const proxies: Record<string, (path: string, asked: string) => string> = {
  'nginx, proxy_pass alone': (path) =>
    `GET ${path} HTTP/1.0\r\nHost: ${host()}\r\nConnection: close\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n`,
  'nginx with Host $host': (path, asked) =>
    `GET ${path} HTTP/1.0\r\nHost: ${asked}\r\nConnection: close\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n`,
  'nginx with X-Forwarded-For': (path) =>
    `GET ${path} HTTP/1.0\r\nX-Forwarded-For: 127.0.0.1\r\nHost: ${host()}\r\nConnection: close\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n`,
  'haproxy, mode http': (path, asked) =>
    `GET ${path} HTTP/1.1\r\nhost: ${asked}\r\nuser-agent: curl/7.88.1\r\naccept: */*\r\n\r\n`,
  'haproxy, mode tcp; ssh -R': (path, asked) =>
    `GET ${path} HTTP/1.1\r\nHost: ${asked}\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n`,
  'Caddy reverse_proxy': (path, asked) =>
    `GET ${path} HTTP/1.1\r\nHost: ${asked}\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Host: ${asked}\r\nX-Forwarded-Proto: http\r\nAccept-Encoding: gzip\r\n\r\n`,
  cloudflared: (path, asked) =>
    `GET ${path} HTTP/1.1\r\nHost: ${asked}\r\nCf-Connecting-Ip: 203.0.113.9\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n\r\n`,
  'a browser on this machine, in a tab of its own': (path, asked) =>
    `GET ${path} HTTP/1.1\r\nHost: ${asked}\r\nAccept: text/html\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n\r\n`,
};

const hosts = ['crier.example.com', 'localhost', '127.0.0.1', '[::1]', 'localhost:8787', 'evil.example'];
const closed = [
  '/preview',
  '/preview/messages?store=main',
  '/preview/stream',
  '/preview/assets/preview.js',
  '/metrics',
];

describe.each(Object.entries(proxies))('through %s', (_name, requestOf) => {
  test.each(hosts)('nobody is let in without a key, whatever the host: %s', async (asked) => {
    for (const path of [...closed, '/v1/status', '/v1/tail']) {
      const { status } = await rawRequest(app.url, requestOf(path, asked));
      expect(status, path).toBe(401);
    }
  });

  test('who has the key is let in', async () => {
    for (const path of closed) {
      const request = requestOf(path, 'crier.example.com');
      const withKey = request.replace('\r\n', `\r\nAuthorization: Bearer ${app.key}\r\n`);
      expect((await rawRequest(app.url, withKey)).status, path).toBe(200);
    }
  });

  test('the link opens a session', async () => {
    const request = requestOf(`/preview?token=${app.app.previewToken}`, 'crier.example.com');
    const { status, head } = await rawRequest(app.url, request);
    expect(status).toBe(302);
    const [, cookie = ''] = /set-cookie: ([^;]+)/i.exec(head) ?? [];
    const next = requestOf('/preview', 'crier.example.com').replace('\r\n', `\r\nCookie: ${cookie}\r\n`);
    expect((await rawRequest(app.url, next)).status).toBe(200);
  });
});

test('a session that began over https is for https alone, below the path of the public address', async () => {
  const secure = await startTestApp({ settings: { publicUrl: 'https://crier.example.com/shop' } });
  const linkAt = (asked: string) =>
    rawRequest(secure.url, `GET /preview?token=${secure.app.previewToken} HTTP/1.0\r\nHost: ${asked}\r\n\r\n`);
  const outside = await linkAt('crier.example.com');
  expect(outside.head).toMatch(/set-cookie: .*; Path=\/shop\/preview; .*; Secure/i);
  // On the machine itself there is no TLS, and some browsers would not keep the cookie.
  const inside = await linkAt('127.0.0.1:8787');
  expect(inside.head).toMatch(/set-cookie: .*; Path=\/preview; /i);
  expect(inside.head).not.toMatch(/Secure/);
  await secure.stop();
});
