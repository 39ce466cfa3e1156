import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { node, python } from '../../../src/http/docs/verify-snippets.ts';
import type { DestinationSettings } from '../../../src/model/destination.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { deliver, oldSecret, type Received, receiver, secret, tcpServer } from './_world.ts';

const languages = [
  ['Node', 'receiver.mjs', node, process.execPath],
  ['Python', 'receiver.py', python, 'python3'],
] as const;

type Sent = Pick<Received, 'headers' | 'body'>;

/** A request as the kind itself makes it, `agoMs` ago. */
async function signed(secrets: unknown, agoMs = 0, more: DestinationSettings = {}): Promise<Sent> {
  await using server = await receiver();
  await deliver({ url: server.url, secrets, ...more }, { clock: new FakeClock(Date.now() - agoMs) });
  const [first] = server.received;
  if (first === undefined) throw new Error('nothing was sent');
  return first;
}

/** The status that a request gets. */
function post(port: number, { headers, body }: Sent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', headers, agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    });
    sent.once('error', reject).end(body);
  });
}

async function freePort(): Promise<number> {
  await using server = await tcpServer(() => undefined);
  return server.port;
}

const canConnect = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

describe.each(languages)('the receiver in %s', (_, file, text, command) => {
  let folder: string;
  let port: number;
  let child: ChildProcess;
  const output = { stdout: '', stderr: '' };
  const ended = Promise.withResolvers<void>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crier-snippet-'));
    await writeFile(join(folder, file), text);
    port = await freePort();
    const env = { PATH: process.env['PATH'], CRIER_SECRET: secret, PORT: String(port), PYTHONUTF8: '1' };
    child = spawn(command, [join(folder, file)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (data: string) => {
        output[name] += data;
      });
    }
    child.once('error', () => ended.resolve()).once('close', () => ended.resolve());
    while (!(await canConnect(port))) {
      if (child.exitCode !== null || child.pid === undefined) throw new Error(`it ended: ${output.stderr}`);
    }
  });

  afterAll(async () => {
    child.kill('SIGKILL');
    await ended.promise;
    await rm(folder, { recursive: true });
  });

  test('takes what Crier sends, straight from the kind', async () => {
    const url = `http://127.0.0.1:${port}/hook`;
    const { outcome } = await deliver({ url, secrets: [{ secret }] }, { clock: new FakeClock(Date.now()) });
    expect(outcome).toEqual({ kind: 'delivered', statusCode: 204 });
    await expect.poll(() => output.stdout).toContain('payment.completed Steve "the miner" 💎');
  });

  test('takes a body of a template', async () => {
    const body = '{"type": "{{ type }}", "note": "{{ data.note }} ü", "player": {{ player }}}';
    expect(await post(port, await signed([{ secret }], 0, { body }))).toBe(204);
  });

  test('takes both signatures while the secret is changed, whichever it knows', async () => {
    const until = Date.now() + 3_600_000;
    const asOld = await signed([{ secret: oldSecret }, { secret, until }]);
    expect(String(asOld.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect(await post(port, asOld)).toBe(204);
    expect(await post(port, await signed([{ secret }, { secret: oldSecret, until }]))).toBe(204);
  });

  test('refuses the secret before once its time is over', async () => {
    expect(await post(port, await signed([{ secret: oldSecret }, { secret, until: Date.now() - 1 }]))).toBe(401);
  });

  test('refuses a body of which one byte was changed, wherever it is', async () => {
    const sent = await signed([{ secret }]);
    for (const at of [0, Math.floor(sent.body.length / 2), sent.body.length - 1]) {
      const body = Buffer.from(sent.body);
      body[at] = (body[at] ?? 0) ^ 1;
      expect(await post(port, { headers: sent.headers, body })).toBe(401);
    }
    expect(await post(port, sent)).toBe(204);
  });

  test('refuses what is older than five minutes, or of the future', async () => {
    expect(await post(port, await signed([{ secret }], 240_000))).toBe(204);
    expect(await post(port, await signed([{ secret }], 360_000))).toBe(401);
    expect(await post(port, await signed([{ secret }], -360_000))).toBe(401);
  });

  test.each([
    ['another id', { 'webhook-id': 'evt_0' }],
    ['another time', { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) + 100) }],
    ['a time that is none', { 'webhook-timestamp': 'NaN' }],
    ['no time', { 'webhook-timestamp': undefined }],
    ['no signature', { 'webhook-signature': undefined }],
    ['an empty signature', { 'webhook-signature': '' }],
    ['a signature of nothing', { 'webhook-signature': 'v1,' }],
    ['a signature that is no base64', { 'webhook-signature': 'v1,éÿ v2' }],
  ])('refuses %s', async (_what, changed) => {
    const sent = await signed([{ secret }]);
    const headers = Object.entries({ ...sent.headers, ...changed }).filter(([, value]) => value !== undefined);
    expect(await post(port, { headers: Object.fromEntries(headers), body: sent.body })).toBe(401);
  });

  test('refuses what another secret signed, and what none did', async () => {
    expect(await post(port, await signed([{ secret: oldSecret }]))).toBe(401);
    expect(await post(port, await signed([], 0, { signature: 'none' }))).toBe(401);
  });

  test('has told of nothing that it refused, and of no mistake', async () => {
    expect(output.stdout).not.toBe('');
    expect(child.exitCode).toBeNull();
    expect(output.stderr.replace(/^127\.0\.0\.1 - - .*\n/gm, '')).toBe('');
  });
});
