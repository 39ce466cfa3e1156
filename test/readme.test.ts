import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { loadCommands } from '../src/bot/bot.ts';
import type { CliCommand } from '../src/cli/context.ts';
import { endpointFileFields } from '../src/contract/endpoint-fields.ts';
import { routeFields } from '../src/contract/route.ts';
import { eventTable, fieldTable } from '../src/contract/table.ts';
import { allVariables } from '../src/settings/env.ts';

const root = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The text of README below a title, up to an end. */
function below(title: string, end = '\n\n'): string {
  const [, rest = ''] = readme.split(`${title}\n`);
  return rest.trimStart().split(end)[0] ?? '';
}

/** The cells of a table, row by row, without its head. */
function cellsBelow(head: string): string[][] {
  const rows = below(`| ${head} |`).split('\n').slice(1);
  return rows.map((row) => row.split('|').slice(1, -1));
}

const codeIn = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** Commands as a cell lists them: a comma begins the next command, a blank another subcommand of the same one. */
function commandsIn(cell = ''): string[] {
  return cell.split(', ').flatMap((part) => {
    const [first = '', ...more] = codeIn(part).map((code) => code.replace(/^\/| <.*$/g, ''));
    return [first, ...more.map((word) => `${first.split(' ')[0]} ${word}`)];
  });
}

const entries = (path: string) => readdirSync(join(root, path), { withFileTypes: true });
const folders = (path: string) => entries(path).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

test.each([
  ['All fields of a route', fieldTable(routeFields)],
  ['All fields of an endpoint', fieldTable(endpointFileFields)],
  ['All fields of an event', eventTable()],
])('%s', (title, table) => {
  expect(below(`<summary>${title}</summary>`, '\n</details>')).toBe(table);
});

test('every field says what it means', () => {
  for (const line of [fieldTable(routeFields), fieldTable(endpointFileFields), eventTable()].join('\n').split('\n')) {
    expect(line).toMatch(/^\| \S.*\S \|$/);
    expect(line).not.toContain('|  |');
  }
});

test('every command of the command line is in the table, and nothing else', async () => {
  const program = new Command();
  for (const { name } of entries('src/cli/commands')) {
    const { default: command }: { default: CliCommand } = await import(join(root, 'src/cli/commands', name));
    command.declare(program, () => async () => {});
  }
  // What a command does without a subcommand stands there by its own name.
  const real = program.commands.flatMap((command) => [
    command.name(),
    ...command.commands.flatMap((sub) => (sub.name() === 'list' ? [] : [`${command.name()} ${sub.name()}`])),
  ]);
  const told = cellsBelow('command | does').flatMap(([cell]) => commandsIn(cell));
  expect(told.sort()).toEqual(real.sort());
});

test('every slash command is in the table, and nothing else', async () => {
  const real = [...(await loadCommands())].flatMap(([name, { subcommands }]) =>
    subcommands === undefined ? [name] : Object.keys(subcommands).map((sub) => `${name} ${sub}`),
  );
  const told = cellsBelow('slash command | does').flatMap(([cell]) => commandsIn(cell));
  expect(told.sort()).toEqual(real.sort());
});

test('every variable of the environment is in a table with its default, and nothing else', () => {
  const variables = cellsBelow('variable | default |').map(([names, defaults]) => ({
    names: codeIn(names).filter((name) => !name.startsWith('…')),
    defaults: codeIn(defaults),
  }));
  const webhooks = cellsBelow('category | what belongs there | variable').flatMap(([, , names]) => codeIn(names));
  const told = new Set([...webhooks, ...variables.flatMap(({ names }) => names)]);
  expect([...told].sort()).toEqual(allVariables.map(({ name }) => name).sort());
  for (const { name, default: text } of allVariables) {
    if (text === undefined) continue;
    const row = variables.find(({ names }) => names.includes(name));
    expect(row?.defaults, `the default of ${name}`).toContain(text);
  }
});

test('the map has every folder of src once, each with a line of its own, and no other', () => {
  const map = below('Where a line of code belongs:\n\n```', '\n```').split('\n');
  const told = map.flatMap((line) => /^ {2}(\S+)\/ +\S/.exec(line)?.[1] ?? []);
  expect(told.sort()).toEqual(folders('src').sort());
  const programs = map.flatMap((line) => /^ {2}((?:\w+\.[jt]s ?)+) +\S/.exec(line)?.[1]?.trim().split(' ') ?? []);
  const files = entries('src').flatMap((entry) => (entry.isFile() ? [entry.name] : []));
  expect(programs.sort()).toEqual(files.sort());
  const beside = map.flatMap((line) => /^(\w+)\/ +\S/.exec(line)?.[1] ?? []);
  expect(beside.sort()).toEqual(['bench', 'config', 'deploy', 'docs', 'test']);
});

test('test/ mirrors src, but for its whole runs and its tools', () => {
  const own = folders('test').filter((name) => !['flow', 'helpers'].includes(name));
  expect(own.filter((name) => !folders('src').includes(name))).toEqual([]);
});

test('every file and folder that it names is there', () => {
  /** Made by its reader. */
  const own = ['config/crier.yaml'];
  const paths = [...readme.matchAll(/(?<![\w/.])(?:src|test|bench|config|deploy|docs)\/[\w./-]*/g)].map(([path]) =>
    path.replace(/\.+$/, ''),
  );
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(30);
  expect(links).toContain('LICENSE');
  const lost = [...paths, ...links].filter((path) => !own.includes(path) && !existsSync(join(root, path)));
  expect(lost).toEqual([]);
});
