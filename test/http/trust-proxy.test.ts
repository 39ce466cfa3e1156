import { afterEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { rawRequest } from './_raw-request.ts';

// The tries of a wrong key are counted by the address that it comes from: after 30 of one address it answers 429.
const tries = 30;

let app: TestApp;
afterEach(() => app.stop());

async function start(trustProxy: number | readonly string[]): Promise<void> {
  app = await startTestApp({ settings: { trustProxy } });
}

async function statusFrom(forwardedFor: string | undefined): Promise<number> {
  const forwarded = forwardedFor === undefined ? '' : `X-Forwarded-For: ${forwardedFor}\r\n`;
  const head = `GET /v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wrong\r\n${forwarded}\r\n`;
  return (await rawRequest(app.url, head)).status;
}

/** Spends all tries, each under another header, and answers what comes of one more. */
async function afterAllTries(headerOf: (index: number) => string, last: string | undefined): Promise<number> {
  for (let index = 0; index < tries; index += 1) expect(await statusFrom(headerOf(index))).toBe(401);
  return statusFrom(last);
}

const invented = (index: number) => `198.51.100.${index}`;

test('where no proxy is trusted, the header changes nothing', async () => {
  await start(0);
  expect(await afterAllTries(invented, undefined)).toBe(429);
  expect(await statusFrom('198.51.100.200')).toBe(429);
});

test.each([
  ['by its address', ['loopback']],
  ['by its number', 1],
])('behind a trusted proxy, %s, what a sender puts before its own address changes nothing', async (_how, trusted) => {
  await start(trusted);
  // The proxy adds the address that it sees at the end.
  expect(await afterAllTries((index) => `${invented(index)}, 203.0.113.9`, '127.0.0.1, 203.0.113.9')).toBe(429);
  expect(await statusFrom('203.0.113.10')).toBe(401);
});

test('nobody spends the tries of another address by naming it', async () => {
  await start(['loopback']);
  expect(await afterAllTries(() => '203.0.113.10, 203.0.113.9', '203.0.113.10, 203.0.113.9')).toBe(429);
  expect(await statusFrom('203.0.113.10')).toBe(401);
});

test('a second trusted proxy is passed over, and only the named ones are', async () => {
  await start(['loopback', '10.0.0.0/8']);
  const last = '198.51.100.200, 203.0.113.9, 10.9.9.9';
  expect(await afterAllTries((index) => `${invented(index)}, 203.0.113.9, 10.1.2.3`, last)).toBe(429);
  expect(await statusFrom('203.0.113.9, 192.168.1.1')).toBe(401);
});

test('from a peer that is not among the trusted ones, the header changes nothing', async () => {
  await start(['10.0.0.0/8', 'uniquelocal']);
  expect(await afterAllTries(invented, '203.0.113.9')).toBe(429);
});
