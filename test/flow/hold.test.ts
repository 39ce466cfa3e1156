import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startFakeDiscord } from '../helpers/fake-discord.ts';
import { type Service, startService } from '../service/_process.ts';

const key = 'crier_test_key_of_the_service';

async function request({ url }: Service, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** The attempts of an event after a SIGKILL while it was on its way, and the messages that Discord got in all. */
async function killedWhileSending(onUncertain: 'hold' | 'resend') {
  const discord = await startFakeDiscord();
  const cwd = mkdtempSync(join(tmpdir(), 'crier-hold-'));
  const start = async () => {
    const service = await startService({ cwd, env: { DISCORD_API_BASE: discord.apiBase } });
    onTestFinished(service.remove);
    await service.says('Preview');
    return service;
  };
  onTestFinished(async () => {
    await discord.stop();
    rmSync(cwd, { recursive: true, force: true });
  });
  const first = await start();
  const put = { webhook: discord.addWebhook().url, on_uncertain: onUncertain };
  expect((await request(first, 'PUT', '/v1/routes/default', put)).status).toBe(200);
  // Discord keeps the message, and its answer is slower than the end of the process.
  const slow = discord.fail({ method: 'POST', with: { manner: { kind: 'hang' } } });
  const { body } = await request(first, 'POST', '/v1/events', { type: 'payment.completed' });
  await discord.waitFor(() => discord.messages().length === 1, 20_000);
  first.child.kill('SIGKILL');
  await first.end();
  slow.clear();
  const second = await start();
  const shown = async () => (await request(second, 'GET', `/v1/events/${body.id}`)).body.deliveries[0];
  let delivery = await shown();
  for (let tries = 0; delivery.status === 'pending' && tries < 200; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    delivery = await shown();
  }
  return { delivery, discord, second };
}

test('killed between the sending and its answer, a message that is to be held is not sent again, and says why', async () => {
  const { delivery, discord, second } = await killedWhileSending('hold');
  expect(delivery).toMatchObject({
    status: 'held',
    reason: expect.stringMatching(/^it may have arrived: Crier ended/),
  });
  expect(delivery.attempts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['uncertain']);
  expect(discord.messages()).toHaveLength(1);
  await second.says('Crier ended while it was being sent');
}, 120_000);

test('killed between the sending and its answer, any other message is sent again', async () => {
  const { delivery, discord } = await killedWhileSending('resend');
  expect(delivery.status).toBe('delivered');
  expect(discord.messages()).toHaveLength(2);
}, 120_000);
