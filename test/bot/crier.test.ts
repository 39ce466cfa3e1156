import { expect, test } from 'vitest';
import { delivered, payment } from './_events.ts';
import { textOf, told } from './_shown.ts';
import { type BotWorld, startBotWorld } from './_world.ts';

/** A code as `npm run crier -- link` shows it. */
async function codeOf({ crier }: BotWorld): Promise<string> {
  const actor = { name: 'test', store: 'main', scopes: ['admin'] as const };
  return (await crier.app.actions.guilds.createLinkCode(actor)).code;
}

test('/crier link with a code links the server, and commands work from then on', async () => {
  const world = await startBotWorld({ isLinked: false });
  const { run, guild, crier } = world;
  expect(told(await run('status'))).toContain('This server is not linked to a store yet.');
  const code = await codeOf(world);
  const linked = await run('crier link', { code: code.toLowerCase().replace('-', ' ') });
  expect(linked.isEphemeral).toBe(true);
  expect(textOf(linked.message)).toContain('✅ This server is linked to **Frostvale**. Next: `/setup`');
  expect(crier.app.deps.registries.guilds.find('main', guild.id)).toMatchObject({
    name: 'Frostvale',
    linkedBy: '@steve (900000000000000001) in Discord',
  });
  expect(textOf((await run('status')).message)).toContain('All is well');
});

test('a wrong, a used and an old code are refused alike, and nobody can guess for long', async () => {
  const world = await startBotWorld({ isLinked: false });
  const { run } = world;
  const refusal = /This code is wrong, used up or older than 10 minutes[\s\S]*Code/;
  expect(told(await run('crier link', { code: 'ABCD-EFGH' }))).toMatch(refusal);
  expect(told(await run('crier link', { code: 'hello' }))).toMatch(refusal);
  const code = await codeOf(world);
  await run('crier link', { code });
  expect(told(await run('crier link', { code }))).toMatch(refusal);
  for (let count = 0; count < 2; count += 1) await run('crier link', { code: 'ABCD-EFGH' });
  expect(told(await run('crier link', { code: await codeOf(world) }))).toMatch(/Too many wrong codes/);
});

test('/crier unlink ends the commands and nothing else, also after a restart', async () => {
  const world = await startBotWorld({ isLinked: false });
  const { run, press, restart } = world;
  await run('crier link', { code: await codeOf(world) });
  const { message } = await run('status');
  expect(textOf((await run('crier unlink')).message)).toContain(
    'This server is no longer linked to **Frostvale**. Messages go on',
  );
  expect(told(await run('status'))).toContain('This server is not linked to a store yet.');
  expect(told(await press(message, 'Refresh'))).toContain('This server is not linked to a store yet.');
  expect(message.edits).toBe(0);
  await delivered(world, payment('Steve'));
  await restart();
  expect(told(await run('status'))).toContain('This server is not linked to a store yet.');
});

test('a server that is not linked cannot be unlinked, and what the operator has linked stays', async () => {
  const free = await startBotWorld({ isLinked: false });
  const text = told(await free.run('crier unlink'));
  expect(text).toContain('not linked to a store');
  expect(text).not.toContain('""');
  const fixed = await startBotWorld();
  expect(told(await fixed.run('crier unlink'))).toMatch(/linked by DISCORD\\?_GUILD\\?_ID\. Take it out there/);
  expect(textOf((await fixed.run('status')).message)).toContain('All is well');
});
