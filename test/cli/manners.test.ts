import { readdirSync } from 'node:fs';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CliCommand } from '../../src/cli/context.ts';
import { startWorld, type World } from './_crier.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

// From the folder of the commands: a new one is in it by itself.
const folder = new URL('../../src/cli/commands/', import.meta.url);
const program = new Command();
for (const name of readdirSync(folder)) {
  const { default: command }: { default: CliCommand } = await import(new URL(name, folder).href);
  command.declare(program, () => async () => {});
}
const helpOf = (command: Command) => {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
};
const commands = program.commands.map((command) => command.name());

test('help lists every command in groups, and every command has an example', async () => {
  expect(commands.length).toBeGreaterThanOrEqual(readdirSync(folder).length);
  const help = await world.run(['--help']);
  expect(help).toMatchObject({ code: 0, err: '' });
  for (const command of commands) expect(help.out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  expect(help.out).toMatch(/Send events:[\s\S]*Look:[\s\S]*Mend:[\s\S]*Set up:/);
  const one = await world.run([commands[0] ?? '', '--help']);
  expect(one.out).toMatch(/--json[\s\S]*Examples?:\n {2}npm run crier -- /);
  for (const command of program.commands) {
    expect(helpOf(command), command.name()).toContain(`:\n  npm run crier -- ${command.name()}`);
  }
});

test.each([
  [['statuss'], 'Did you mean status?'],
  [[], 'Usage: crier'],
  [['deliveries', '--status', 'lost'], 'Allowed choices are pending'],
  [['deliveries', '--since', 'yesterdayish'], '"yesterdayish" is no time'],
  [['show'], "missing required argument 'id'"],
  [['show', '12'], '"12" is neither an event'],
  [['cancel', 'evt_1'], '"evt_1" is no delivery'],
  [['replay'], 'Say which: an id, or a filter'],
  [['replay', 'dlv_1', '--status', 'failed'], 'not both'],
  [['status', '--url', 'foo'], '--url foo: expected a URL'],
])('%j is a wrong call: exit code 2 and the right one', async (args, sentence) => {
  const ran = await world.run(args);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(sentence);
});

test.each([
  [{ CRIER_PORT: '1' }, [], 'Crier does not answer at http://127.0.0.1:1. Start it with: npm start'],
  [{}, ['--key', 'crier_wrong'], 'The key from --key was refused. This API key is unknown or revoked.'],
  [{ CRIER_API_KEY: 'a-key-of-another-crier' }, [], 'The key from CRIER_API_KEY was refused.'],
  [{ CRIER_API_KEY: undefined }, [], 'No API key. Give one with --key or CRIER_API_KEY'],
  [{ CRIER_PORT: 'abc' }, [], 'Expected:'],
])('%j %j fails with a sentence that says what to do', async (env, args, sentence) => {
  const ran = await world.run(['status', ...args], { env });
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toContain(sentence);
});

test('another program at the address is recognised', async () => {
  const ran = await world.run(['status', '--url', world.discord.origin]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toContain('is not Crier');
});

test('the secret key gives the local command line its rights', async () => {
  const env = { CRIER_API_KEY: undefined, CRIER_SECRET_KEY: world.crier.settings.secretKey };
  expect((await world.json(['status'], { env })).store).toBe('main');
  const other = await world.run(['status', '--store', 'other'], { env });
  expect(other).toMatchObject({ code: 1, err: 'There is no store "other".\n' });
});

test('no colours where nobody looks', async () => {
  const { out } = await world.run(['status']);
  expect(out).toContain('● all is well');
  expect(out).not.toContain('\u001b');
});
