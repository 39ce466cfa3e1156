import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** Which folder may import which; a folder may always import itself, and root files everything. */
const mayImport: Record<string, readonly string[]> = {
  lib: [],
  model: ['lib'],
  privacy: ['lib'],
  discord: ['lib', 'model', 'privacy'],
  stats: ['lib', 'model'],
  contract: ['lib', 'model', 'privacy', 'discord', 'looks'],
  settings: ['lib', 'model', 'discord', 'contract', 'looks'],
  sources: ['lib', 'model'],
  looks: ['lib', 'model'],
  outbound: ['lib', 'model', 'privacy'],
  destinations: ['lib', 'model', 'looks', 'discord', 'outbound', 'privacy'],
  storage: ['lib', 'model'],
  registry: ['lib', 'model'],
  pipeline: ['lib', 'model', 'registry', 'privacy'],
  doctor: ['lib', 'model', 'settings'],
  samples: ['lib', 'model'],
  actions: ['lib', 'model', 'registry', 'pipeline', 'stats', 'doctor', 'samples', 'contract', 'looks'],
  http: ['lib', 'model', 'discord', 'actions', 'privacy', 'samples', 'contract'],
  bot: ['lib', 'model', 'actions', 'discord', 'samples', 'contract'],
  cli: ['lib', 'model', 'privacy', 'samples', 'settings', 'doctor', 'contract'],
  service: [
    'lib',
    'model',
    'privacy',
    'discord',
    'outbound',
    'storage',
    'registry',
    'pipeline',
    'actions',
    'settings',
    'samples',
  ],
  jobs: ['lib', 'model', 'actions'],
};

/** Packages have one home each. */
const homes: Record<string, string | readonly string[]> = {
  '@fastify/busboy': 'http/',
  express: 'http/',
  helmet: 'http/',
  'prom-client': 'http/',
  'zod-openapi': 'http/',
  'swagger-ui-dist': 'http/',
  'node-cron': 'jobs/',
  'better-sqlite3': 'storage/sqlite/',
  undici: ['discord/traffic/', 'outbound/'],
  'discord.js': 'bot/',
  commander: 'cli/',
  pino: 'service/',
  'pino-pretty': 'service/',
  yaml: 'settings/',
  uuid: 'lib/ids.ts',
  liquidjs: 'lib/',
  'ipaddr.js': 'outbound/',
};

interface Source {
  /** From src on: `lib/clock.ts`. */
  name: string;
  text: string;
  imports: string[];
}

const sources: Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|js)$/.test(name) && !name.includes('public/'))
  .map((name) => {
    const text = readFileSync(join(src, name), 'utf8');
    const found = text.matchAll(
      /(?:^import|^export|^\} )[^'\n]*from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm,
    );
    return { name, text, imports: [...found].map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? '') };
  });

/** The file of src that an import names; undefined for packages. */
const target = (source: Source, path: string) =>
  path.startsWith('.') ? relative(src, resolve(src, dirname(source.name), path)) : undefined;

const folderOf = (name: string) => (name.includes('/') ? (name.split('/')[0] ?? '') : '');

test('every folder imports only what it may', () => {
  const wrong = sources.flatMap((source) => {
    const folder = folderOf(source.name);
    if (folder === '') return [];
    const allowed = mayImport[folder];
    if (allowed === undefined) return [`src/${folder} is not in the table: say here what it may import`];
    return source.imports.flatMap((path) => {
      const to = target(source, path);
      if (to === undefined || folderOf(to) === folder || allowed.includes(folderOf(to))) return [];
      return [
        `${source.name} imports ${to}: ${folder} may import ${allowed.join(', ') || 'nothing of ours'}. Take what it needs as an argument, or move it`,
      ];
    });
  });
  expect(wrong).toEqual([]);
});

const surfaces = ['http', 'bot', 'cli', 'jobs'];

test('no surface sees the store, the registries or the pipeline, not even their types: it asks the actions', () => {
  const hidden = ['storage', 'registry', 'pipeline'];
  const wrong = sources.flatMap((source) => {
    if (!surfaces.includes(folderOf(source.name))) return [];
    const found = source.imports.flatMap((path) => target(source, path) ?? []);
    return found.filter((to) => hidden.includes(folderOf(to))).map((to) => `${source.name} imports ${to}`);
  });
  expect(wrong).toEqual([]);
});

test('what the actions need is named by noun, and all of it together only where the service is put together', () => {
  const needs = /\b\w+Deps\b[^'\n]*'[^'\n]*actions\//;
  const outside = sources.filter(({ name, text }) => folderOf(name) !== 'actions' && needs.test(text));
  expect(outside.filter(({ name }) => !['', 'service'].includes(folderOf(name))).map(({ name }) => name)).toEqual([]);
  const whole = sources.filter(({ text }) => /\bActionDeps\b/.test(text)).map(({ name }) => name);
  expect(whole.length).toBeLessThanOrEqual(4);
});

test('every package is imported in its home only', () => {
  const wrong = sources.flatMap(({ name, imports }) =>
    imports.flatMap((path) => {
      const home = homes[path.startsWith('@') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? '')];
      const isHome = home === undefined || [home].flat().some((one) => name.startsWith(one));
      return isHome ? [] : [`${name} imports ${path}, whose home is src/${home}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('no ring of imports, types included', () => {
  const graph = new Map(
    sources.map((source) => [source.name, source.imports.flatMap((path) => target(source, path) ?? [])]),
  );
  const done = new Set<string>();
  const rings: string[] = [];
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) rings.push([...path.slice(path.indexOf(name)), name].join(' → '));
    if (done.has(name) || path.includes(name)) return;
    for (const next of graph.get(name) ?? []) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of graph.keys()) visit(name, []);
  expect(rings, 'a type sits too high: move it to model').toEqual([]);
});

test('relative imports end in .ts, since Node runs them as they are', () => {
  const wrong = sources.flatMap(({ name, imports }) =>
    imports.filter((path) => path.startsWith('.') && !/\.(ts|js|json)$/.test(path)).map((path) => `${name}: ${path}`),
  );
  expect(wrong).toEqual([]);
});

test('only the settings and the programs themselves read the environment', () => {
  const readers = sources.filter(({ text }) => text.includes('process.env')).map(({ name }) => name);
  expect(readers.filter((name) => folderOf(name) !== '' && folderOf(name) !== 'settings')).toEqual([]);
});

test('the root of src holds the programs and where all parts meet, nothing else', () => {
  const root = sources.map(({ name }) => name).filter((name) => folderOf(name) === '');
  expect(root.sort()).toEqual(['app.ts', 'cli.ts', 'main.ts', 'start.js']);
});

test('only what speaks with Discord knows its limits and its custom ids', () => {
  const speakers = /^(discord|bot|destinations\/(_message|discord-[a-z]+))\//;
  const known = ['discord/limits.ts', 'discord/custom-id.ts'];
  const wrong = sources.flatMap((source) => {
    const found = source.imports.flatMap((path) => target(source, path) ?? []).filter((to) => known.includes(to));
    return speakers.test(source.name) ? [] : found.map((to) => `${source.name} imports ${to}`);
  });
  expect(wrong).toEqual([]);
});

test('a rule of Discord is written once: nobody else types its limits or the form of its ids', () => {
  const limits = /(?<![\w.#-]|\* )(4_?096|6_?000|1_?024)(?![\w*]| \*)/;
  const ids = /\\d\{1[57],20\}/;
  const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const wrong = sources
    .filter(({ name }) => !['discord/limits.ts', 'discord/snowflake.ts'].includes(name))
    .filter(({ name, text }) => {
      const isSpeaker = /^(bot|discord|destinations)\//.test(name);
      return (isSpeaker && limits.test(codeOf(text))) || ids.test(codeOf(text));
    })
    .map(({ name }) => name);
  expect(wrong).toEqual([]);
});

test('no file is longer than 250 lines; split it by idea', () => {
  const lines = ({ text }: Source) => text.trimEnd().split('\n').length;
  expect(sources.filter((source) => lines(source) > 250).map(({ name }) => name)).toEqual([]);
});

test('a comment opens with its noun', () => {
  const wrong = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/^ *(?:\/\*\*|\*|\/\/) (?:What|Whether|Where|Who|Whose|How|Why|When)\b.*$/gm)].map(
      ([line]) => `${name}: ${line.trim()}`,
    ),
  );
  expect(wrong).toEqual([]);
});
