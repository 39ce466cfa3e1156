import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadRequests, readRequests } from '../../src/samples/requests.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'crier-requests-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
};
const read = () => readRequests('frostshop', pathToFileURL(`${dir}/`));

test('a body and its headers are a request, whatever the form of the body', () => {
  write({
    'order.paid.json': '{"paid":true}',
    'order.paid.headers.json': '{"X-Signature":"ab12"}',
    'gift.form': 'data=1',
    'gift.headers.json': '{"Content-Type":"application/x-www-form-urlencoded"}',
    'README.md': 'Not a request.',
  });
  expect(read()).toEqual([
    {
      source: 'frostshop',
      name: 'gift',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from('data=1'),
    },
    { source: 'frostshop', name: 'order.paid', headers: { 'x-signature': 'ab12' }, body: Buffer.from('{"paid":true}') },
  ]);
});

test('the bytes of a body stay as they are', () => {
  const bytes = Buffer.from([0x7b, 0x0d, 0x0a, 0xff, 0x7d, 0x0a]);
  write({ 'raw.headers.json': '{}' });
  writeFileSync(join(dir, 'raw.txt'), bytes);
  expect(read()[0]?.body.equals(bytes)).toBe(true);
});

test('a body without headers beside it is named', () => {
  write({ 'order.paid.json': '{}' });
  expect(read).toThrow(/order\.paid\.headers\.json/);
});

test('every request that is listed is one that becomes an event', () => {
  const names = loadRequests().map(({ source, name }) => `${source}/${name}`);
  expect(names).toContain('tebex/payment.completed');
  expect(names.filter((name) => /handshake|validation\.webhook|ping/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
