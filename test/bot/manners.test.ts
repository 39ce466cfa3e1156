import { expect, test } from 'vitest';
import type { FakeInteraction } from '../helpers/fake-discord/bot/interaction.ts';
import { everyCommand, requiredInputs } from './_commands.ts';
import { failed, payment } from './_events.ts';
import { buttonsOf, textOf, told } from './_shown.ts';
import { type BotWorld, startBotWorld } from './_world.ts';

// What all commands have in common. Whoever adds one has it tested here by itself.

const every = await everyCommand();
const nobody = { id: '900000000000000002', username: 'alex', permissions: [], force: true } as const;
const howToLink = /not linked to a store yet\..*npm run crier -- link.*\/crier link/;
const refusal = 'You need the permission "Manage Server" for this.';

/** Runs one with no more than it must be given; a modal counts as an answer. */
async function runBare(world: BotWorld, path: string, more: Record<string, boolean> = {}, who = {}) {
  return world.run(path, { ...requiredInputs(world, path), ...more }, who);
}

const textIfAny = (one: FakeInteraction) => (one.hasMessage ? told(one) : `modal ${one.modal.title}`);

interface Node {
  name: string;
  description?: string;
  description_localizations?: Record<string, string>;
  name_localizations?: Record<string, string>;
  options?: Node[];
  choices?: Node[];
}

/** Everything below a command that a person reads in Discord's picker, with its path. */
function nodesOf(node: Node, path = node.name): [path: string, node: Node][] {
  const inner = [...(node.options ?? []), ...(node.choices ?? [])];
  return [[path, node], ...inner.flatMap((one) => nodesOf(one, `${path} ${one.name}`))];
}

test('there are English and German words for everything, and only Manage Server sees it by default', async () => {
  const { discord, guild } = await startBotWorld();
  const registered = discord.bot.commands(guild.id);
  expect(registered.map(({ name }) => name).sort()).toEqual(
    [...new Set(every.map(({ path }) => path.split(' ')[0]))].sort(),
  );
  for (const command of registered) {
    expect(command, String(command['name'])).toMatchObject({
      default_member_permissions: '32',
      contexts: [0],
      integration_types: [0],
    });
    expect(JSON.stringify(command).length).toBeLessThan(8_000);
    for (const [path, { description, description_localizations, name_localizations }] of nodesOf(
      command as unknown as Node,
    )) {
      const german = description === undefined ? name_localizations?.['de'] : description_localizations?.['de'];
      expect(german, path).toMatch(/\S/);
      if (description !== undefined) expect(german, path).not.toBe(description);
      if (description !== undefined) expect(german, path).not.toMatch(/\b(the|and|which|only)\b/i);
    }
  }
});

test('every command in a server without a store says how to link it, but those that need none', async () => {
  const world = await startBotWorld({ isLinked: false });
  for (const { path, command } of every) {
    const answer = await runBare(world, path);
    if (command.isFree) expect(textIfAny(answer), path).not.toMatch(howToLink);
    else expect(textIfAny(answer), path).toMatch(howToLink);
    expect(answer.isEphemeral, path).toBe(true);
  }
});

test('whoever lacks Manage Server may look, and is refused whatever changes anything', async () => {
  const world = await startBotWorld();
  expect(every.filter(({ scope }) => scope === 'admin').length).toBeGreaterThan(5);
  for (const { path, scope } of every) {
    const answer = await runBare(world, path, {}, nobody);
    if (scope === 'admin') expect(textIfAny(answer), path).toContain(refusal);
    else expect(textIfAny(answer), path).not.toContain(refusal);
    expect(answer.isEphemeral, path).toBe(true);
  }
});

test('an answer is for the person alone, and for all with public', async () => {
  const world = await startBotWorld();
  for (const { path } of every) {
    const alone = await runBare(world, path);
    if (!alone.hasMessage) continue;
    expect(alone.isEphemeral, path).toBe(true);
    const open = await runBare(world, path, { public: true });
    expect(open.isEphemeral, path).toBe(false);
  }
});

test('a refusal is for the person alone, whatever was asked for', async () => {
  const world = await startBotWorld();
  const path = every.find(({ scope }) => scope === 'admin')?.path ?? '';
  expect((await runBare(world, path, { public: true }, nobody)).isEphemeral).toBe(true);
});

test('what changes anything is refused at the buttons as well', async () => {
  const world = await startBotWorld();
  await failed(world, payment('Alex'));
  const { message } = await world.run('delivery', { id: 'Alex' }, nobody);
  expect(textOf(message)).toContain('Player: Alex');
  const before = textOf(message);
  expect(told(await world.press(message, 'Replay', nobody))).toContain(refusal);
  expect(textOf(message)).toBe(before);
  expect(textOf((await world.press(message, 'Refresh', nobody)).message)).toContain('Player: Alex');
});

test('a button belongs to who asked for it', async () => {
  const world = await startBotWorld();
  const { message } = await world.run('status', { public: true });
  const other = await world.press(message, 'Refresh', { id: '900000000000000003', username: 'kim' });
  expect(textIfAny(other)).toContain('Somebody else has asked for this message. Use the command yourself.');
  expect(other.isEphemeral).toBe(true);
  expect(message.edits).toBe(0);
  await world.press(message, 'Refresh');
  expect(message.edits).toBe(1);
});

test('a button of an older version is refused politely', async () => {
  const world = await startBotWorld();
  const { message } = await world.run('status');
  const refused = /This message is from an older time and can do nothing any more/;
  for (const [from, to] of [
    ['"1:status', '"0:status'],
    ['"0:status:refresh', '"1:status:gone'],
    ['"1:status:gone', '"1:status:constructor'],
    ['"1:status:constructor', '"1:status:toString'],
    ['"1:status:toString', '"1:former:refresh'],
    ['"1:former:refresh', '"something else'],
  ] as const) {
    message.body = JSON.parse(JSON.stringify(message.body).replace(from, to));
    const pressed = await world.press(message, 'Refresh');
    expect(told(pressed), to).toMatch(refused);
    expect(pressed.isEphemeral, to).toBe(true);
  }
  expect(message.edits).toBe(0);
});

test('buttons go on working after a restart', async () => {
  const world = await startBotWorld();
  await failed(world, payment('Alex'));
  const { message: status } = await world.run('status');
  const { message: list } = await world.run('deliveries');
  const { message: question } = await world.run('replay');
  const { message: wizard } = await world.run('setup');
  await world.restart();
  await world.press(status, 'Refresh');
  expect(textOf(status)).toContain('1 failed');
  await world.press(list, 'Refresh');
  expect(textOf(list)).toContain('Alex');
  await world.choose(wizard, 'Choose a kind of events', 'errors');
  expect(textOf(wizard)).toContain('▶️ **Errors**');
  await world.press(question, 'Replay 1');
  expect(textOf(question)).toContain('1 put back');
  const opened = await world.choose(list, 'Open one …', 'payment.completed · Alex · €9.99');
  expect(buttonsOf(opened.message)).toContain('Refresh');
});

test('an error inside is answered with a code that is in the log, and with nothing of the inside', async () => {
  const world = await startBotWorld();
  const { message: before } = await world.run('status');
  const shown = textOf(before);
  world.crier.app.deps.storage.getCounts = () => Promise.reject(new Error('disk I/O error at /srv/crier.db'));
  const answer = await world.run('status');
  const text = told(answer);
  const code = /Code ([A-Z2-9]{6})$/.exec(text)?.[1] ?? 'none';
  expect(text).toContain('Something went wrong inside Crier.');
  expect(text).not.toMatch(/disk|\.ts|Error:| at /);
  const line = world.log.find((one) => one.includes(code)) ?? '';
  expect(JSON.parse(line)).toMatchObject({ level: 50, command: 'status', err: { message: /disk I\/O/ } });

  const pressed = await world.press(before, 'Refresh');
  expect(pressed.followUps[0]?.isEphemeral).toBe(true);
  expect(told(pressed)).toContain('Something went wrong inside Crier.');
  expect(textOf(before)).toBe(shown);
});

test('what was foreseen is told in its own words, with a code that is in the log too', async () => {
  const world = await startBotWorld();
  const text = told(await world.run('delivery', { id: 'nobody' }));
  const code = /Code ([A-Z2-9]{6})$/.exec(text)?.[1] ?? 'none';
  const line = world.log.find((one) => one.includes(code)) ?? '';
  expect(JSON.parse(line)).toMatchObject({ level: 30, command: 'delivery', error: 'not_found' });
  expect(JSON.parse(line)).not.toHaveProperty('err');
});

test('suggestions come although something inside is broken: then there are none', async () => {
  const world = await startBotWorld();
  const broken = () => Promise.reject(new Error('disk I/O error'));
  Object.assign(world.crier.app.deps.storage, { listDeliveries: broken, listPlayerNames: broken });
  expect(await world.suggest('delivery', 'id', 'Steve')).toEqual([]);
  world.crier.app.deps.registries.routes.list = () => {
    throw new Error('broken');
  };
  expect(await world.suggest('route clear', 'route', 'de')).toEqual([]);
});
