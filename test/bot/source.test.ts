import { expect, test } from 'vitest';
import { buttonsOf, textOf, told } from './_shown.ts';
import { type BotWorld, startBotWorld } from './_world.ts';

const secret = 'the secret that is right';

/** A Crier with the source of Ko-fi, whose token stands in the body; given a wrong one. */
async function startWithKofi(given = 'mistyped'): Promise<BotWorld> {
  const world = await startBotWorld();
  expect((await world.crier.request('PUT', '/v1/sources/kofi', { secret: given })).status).toBe(200);
  return world;
}

/** What Ko-fi posts for a donation. */
async function donate({ crier }: BotWorld, name: string, token = secret): Promise<number> {
  const data = {
    ...{ verification_token: token, message_id: `m-${name}`, type: 'Donation', from_name: name },
    ...{ amount: '3.00', currency: 'USD', timestamp: '2026-01-01T00:00:00Z', is_public: true },
  };
  const body = new URLSearchParams({ data: JSON.stringify(data) });
  return (await fetch(`${crier.url}/in/main/kofi`, { method: 'POST', body })).status;
}

test('/source list says where one is switched on, then shows each with its light and what it refused', async () => {
  const { run } = await startBotWorld();
  expect(textOf((await run('source list')).message)).toContain('None is on.');
  const world = await startWithKofi();
  expect(textOf((await world.run('source list')).message)).toMatch(/🟢 \*\*Ko-fi\*\* nothing received yet$/);
  expect(await donate(world, 'Steve')).toBe(401);
  const text = textOf((await world.run('source list')).message);
  expect(text).toMatch(
    /🟡 \*\*Ko-fi\*\* nothing received yet · 1 refused, the last <t:\d+:R>\n {2}.*another one.*<\/source refused:\d+>/,
  );
  expect(text).not.toContain(secret);
  expect(textOf((await world.run('status')).message)).toMatch(
    /^🟡 Frostvale\n🟡 \*\*source Ko-fi\*\*: 1 request was refused/,
  );
});

test('/source refused tells why, page by page, and its button and /source retry look again', async () => {
  const world = await startWithKofi();
  const { run, press, suggest, crier, discord } = world;
  expect(await suggest('source refused', 'source', 'ko')).toEqual(['kofi']);
  expect(textOf((await run('source refused', { source: 'kofi' })).message)).toContain('kofi has refused nothing.');
  for (let index = 1; index <= 9; index += 1) await donate(world, `p${index}`);
  const first = await run('source refused', { source: 'kofi' });
  expect(textOf(first.message)).toMatch(
    /<t:\d+:R> \*\*its credential does not fit\*\*: .*[\s\S]*9 requests kept · page 1 of 2/,
  );
  expect(buttonsOf(first.message)).toEqual(['Older', 'Retry']);
  const second = await press(first.message, 'Older');
  expect(textOf(second.message)).toContain('page 2 of 2');
  expect(buttonsOf(second.message)).toEqual(['Newer', 'Retry']);

  expect(textOf((await run('source retry', { source: 'kofi' })).message)).toContain(
    '0 requests are believed now and became events. 9 requests are still refused.',
  );
  await crier.request('PUT', '/v1/sources/kofi', { secret });
  expect(told(await press(second.message, 'Retry'))).toContain('🔁 9 requests are believed now and became events.');
  await discord.waitFor(() => JSON.stringify(discord.messages()).includes('p9'));
  expect(textOf((await run('source list')).message)).toMatch(/🟢 \*\*Ko-fi\*\* last <t:\d+:R>$/);
});

test('a source that there is not, or that is off, is refused with the way on', async () => {
  const { run } = await startWithKofi();
  expect(told(await run('source refused', { source: 'kofy' }))).toMatch(
    /There is no source "kofy"\. Did you mean "kofi"\?/,
  );
  expect(told(await run('source retry', { source: 'stripe' }))).toMatch(/not switched on[\s\S]*source add stripe/);
});
