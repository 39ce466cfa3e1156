import { afterEach, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../helpers/receiver.ts';
import { payment } from './_events.ts';
import { textOf, told } from './_shown.ts';
import { type BotWorld, startBotWorld } from './_world.ts';

const receivers: Receiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.stop();
});

/** A Crier with one endpoint that wants payments. */
async function startWithEndpoint(): Promise<BotWorld & { receiver: Receiver }> {
  const receiver = await startReceiver();
  receivers.push(receiver);
  const world = await startBotWorld();
  const said = { name: 'ledger', url: receiver.url, events: ['payment.*'] };
  expect((await world.crier.request('POST', '/v1/endpoints', said)).status).toBe(201);
  return Object.assign(world, { receiver });
}

const playersAt = ({ received }: Receiver) => received.map(({ body }) => body.player?.name);

test('/endpoint list says where one is made, then shows each with what it gets and how it stands', async () => {
  const { run } = await startBotWorld();
  expect(textOf((await run('endpoint list')).message)).toContain('There is none.');
  const world = await startWithEndpoint();
  expect(textOf((await world.run('endpoint list')).message)).toMatch(
    /🟢 \*\*ledger\*\* \S+ gets payment\.\\?\*\n {2}nothing delivered yet · 0 waiting · 0 failed/,
  );
  await world.crier.post(payment('Steve'));
  await expect
    .poll(async () => textOf((await world.run('endpoint list')).message))
    .toMatch(/last <t:\d+:R> · 0 waiting · 0 failed/);
  expect(textOf((await world.run('endpoint list')).message)).not.toContain('whsec_');
});

test('/endpoint test sends one event to it alone, and says what it answered', async () => {
  const { run, receiver, discord, suggest } = await startWithEndpoint();
  expect(await suggest('endpoint test', 'name', 'LED')).toEqual(['ledger']);
  expect(textOf((await run('endpoint test', { name: 'ledger' })).message)).toMatch(/^✅ Delivered in \d+ ms\.$/);
  expect(receiver.received.map(({ body }) => body.type)).toEqual(['crier.test']);
  expect(discord.messages()).toEqual([]);
  receiver.answer = () => ({ status: 500 });
  expect(textOf((await run('endpoint test', { name: 'ledger' })).message)).toMatch(/^⚠️ .*500/);
  // Tried once: it does not come again.
  receiver.answer = () => ({});
  await run('endpoint test', { name: 'ledger' });
  expect(receiver.received).toHaveLength(3);
});

test('/endpoint pause and resume', async () => {
  const { run, receiver, crier } = await startWithEndpoint();
  expect(textOf((await run('endpoint pause', { name: 'ledger', for: '2h' })).message)).toMatch(
    /^⏸️ ledger is paused until <t:\d+:R>\.$/,
  );
  expect(textOf((await run('endpoint pause', { name: 'ledger' })).message)).toMatch(
    /paused until <\/endpoint resume:\d+>/,
  );
  await crier.post(payment('Steve'));
  expect(textOf((await run('endpoint list')).message)).toMatch(/🟡[\s\S]*1 waiting[\s\S]*paused: paused by @steve/);
  expect(playersAt(receiver)).toEqual([]);
  expect(textOf((await run('endpoint resume', { name: 'ledger' })).message)).toBe('▶️ ledger goes on.');
  await expect.poll(() => playersAt(receiver)).toEqual(['Steve']);
  expect(told(await run('endpoint resume', { name: 'ledger' }))).toContain('ledger is at work already.');
});

test('a name that there is not is refused, with the one that is meant', async () => {
  const { run, receiver } = await startWithEndpoint();
  for (const words of ['endpoint test', 'endpoint pause', 'endpoint resume']) {
    const text = told(await run(words, { name: 'leger' }));
    expect(text, words).toMatch(/no (endpoint|destination) "leger"[\s\S]*Code/);
    expect(text, words).toContain('ledger');
  }
  expect(told(await run('endpoint pause', { name: 'ledger', for: 'ever' }))).toContain('"ever" is no length of time');
  expect(receiver.received).toEqual([]);
});

test('a channel is no endpoint: its destination is refused here', async () => {
  const { run, crier } = await startWithEndpoint();
  const id = crier.app.deps.registries.routes.find('main', 'default')?.destination ?? '';
  for (const words of ['endpoint test', 'endpoint pause', 'endpoint resume']) {
    expect(told(await run(words, { name: id })), words).toContain('has no endpoint');
  }
});
