import { expect, test } from 'vitest';
import { findCandidates } from '../../../src/pipeline/receive/find-candidates.ts';
import { openRegistries } from '../../helpers/registries.ts';
import { aRequest, aSource } from './_source.ts';

const request = aRequest();

async function start() {
  const { registries } = await openRegistries('workshop');
  const sources = new Map(
    [
      aSource('tebex'),
      aSource('github', { recognises: ({ headers }) => headers['x-github-event'] !== undefined }),
      aSource('kofi', { recognises: () => true }),
    ].map((source) => [source.id, source]),
  );
  const enable = (store: string, source: string) => registries.sources.put({ store, source, secrets: [] });
  const find = (store: string | undefined, source: string | undefined, of = request) =>
    findCandidates({ store, source, request: of }, { sources, registries }).map(
      (candidate) => `${candidate.enabled.store} ${candidate.source.id}`,
    );
  return { find, enable };
}

test('the source of a store is found by its name', async () => {
  const { find, enable } = await start();
  await enable('main', 'tebex');
  expect(find('main', 'tebex')).toEqual(['main tebex']);
});

test('without a name, it is the first of the store that recognises the request', async () => {
  const { find, enable } = await start();
  for (const source of ['tebex', 'kofi', 'github']) await enable('main', source);
  expect(find('main', undefined)).toEqual(['main kofi']);
  const push = aRequest({ headers: { 'x-github-event': 'push' } });
  expect(find('main', undefined, push)).toEqual(['main github']);
});

test('without a store, it is that of every store', async () => {
  const { find, enable } = await start();
  await enable('main', 'tebex');
  await enable('workshop', 'tebex');
  expect(find(undefined, 'tebex')).toEqual(['main tebex', 'workshop tebex']);
});

test.each([
  ['a store that there is not', 'mian', 'tebex', 'There is no store "mian". Did you mean "main"?'],
  ['a source that there is not', 'main', 'tebx', 'There is no source "tebx". Did you mean "tebex"?'],
  ['a source that another store has', 'main', 'tebex', 'The source tebex is not switched on for the store "main".'],
  ['a request that nobody recognises', 'main', undefined, 'Name it in the address: /in/main/<source>.'],
  ['a source that no store has', undefined, 'kofi', 'No store has the source kofi switched on.'],
  ['a source that there is not, without a store', undefined, 'tebx', 'No store has the source tebx switched on.'],
])('refuses %s, with the cure', async (_, store, source, words) => {
  const { find, enable } = await start();
  await enable('workshop', 'tebex');
  expect(() => find(store, source)).toThrow(words);
});
