import { expect, test } from 'vitest';
import type { Route } from '../../src/model/route.ts';
import { chooseRoute, chooseRoutes, destinationOfRoute, type RoutedEvent } from '../../src/pipeline/route.ts';

const sale: RoutedEvent = { type: 'payment.completed', category: 'transactions', severity: 'info' };
const crash: RoutedEvent = { type: 'error.server_crash', category: 'errors', severity: 'critical' };
const joined: RoutedEvent = { type: 'member.joined', category: 'subscribe', severity: 'success' };

type Rule = Partial<Pick<Route, 'application' | 'minSeverity' | 'muted'>>;

const cases: readonly [what: string, event: RoutedEvent, routes: Record<string, Rule>, chosen: string | undefined][] = [
  ['no route at all', sale, {}, undefined],
  ['the default where nothing else fits', sale, { default: {}, errors: {} }, 'default'],
  ['no route where only others are set', sale, { errors: {} }, undefined],
  ['the category over the default', sale, { default: {}, transactions: {} }, 'transactions'],
  ['a pattern over the category', sale, { default: {}, transactions: {}, 'payment.*': {} }, 'payment.*'],
  ['the exact type over a pattern', sale, { 'payment.*': {}, 'payment.completed': {} }, 'payment.completed'],
  [
    'the longest pattern',
    { ...sale, type: 'payment.dispute.opened' },
    { '*': {}, 'payment.*': {}, 'payment.dispute.*': {} },
    'payment.dispute.*',
  ],
  ['everything (*) over the category', sale, { '*': {}, transactions: {}, default: {} }, '*'],
  ['any other pattern over everything (*)', sale, { '*': {}, 'payment.*': {} }, 'payment.*'],
  ['no pattern that fits the beginning of a word only', sale, { 'pay.*': {}, 'payment.comp': {} }, undefined],
  ['no pattern that is longer than the type', { ...sale, type: 'payment' }, { 'payment.*': {} }, undefined],
  ['the parent of a finer category', joined, { subscriptions: {}, default: {} }, 'subscriptions'],
  ['the finer category over its parent', joined, { subscriptions: {}, subscribe: {} }, 'subscribe'],
  ['not the sister of a finer category', joined, { unsubscribe: {}, default: {} }, 'default'],
  ['not the finer one for its parent', { ...joined, category: 'subscriptions' }, { subscribe: {} }, undefined],
  ['a muted route: it is chosen all the same', crash, { errors: { muted: true }, default: {} }, 'errors'],
  [
    'a route of the application',
    { ...sale, application: 'web' },
    { transactions: { application: 'web' } },
    'transactions',
  ],
  [
    'the next one where the application is another',
    { ...sale, application: 'game' },
    { 'payment.completed': { application: 'web' }, transactions: {} },
    'transactions',
  ],
  ['none of an application for an event that names none', sale, { default: { application: 'web' } }, undefined],
  ['a route from a severity on, at that severity', crash, { errors: { minSeverity: 'critical' } }, 'errors'],
  [
    'the next one below that severity',
    { ...crash, severity: 'warning' },
    { errors: { minSeverity: 'error' }, default: {} },
    'default',
  ],
  ['success counts as info', joined, { subscribe: { minSeverity: 'info' } }, 'subscribe'],
  ['both narrowings at once', crash, { errors: { minSeverity: 'error', application: 'web' }, default: {} }, 'default'],
  [
    'the default for the category other',
    { ...sale, type: 'quest.finished', category: 'other' },
    { other: {}, default: {} },
    'default',
  ],
  [
    'a pattern for the category other',
    { ...sale, type: 'quest.finished', category: 'other' },
    { 'quest.*': {} },
    'quest.*',
  ],
  ['no route of a category for other', { ...sale, type: 'quest', category: 'other' }, { processing: {} }, undefined],
  ['a type that is called like a category', { ...sale, type: 'errors' }, { errors: {} }, 'errors'],
  ['a type that is called default', { ...sale, type: 'default' }, { default: {}, transactions: {} }, 'default'],
];

test.each(cases)('chooses %s', (_, event, rules, chosen) => {
  const entries = Object.entries(rules).map(([key, rule]): [string, Route] => [
    key,
    { store: 'main', key, destination: `to ${key}`, muted: false, ...rule },
  ]);
  // The order in which routes were set must not matter.
  for (const routes of [new Map(entries), new Map(entries.toReversed())]) {
    expect(chooseRoute(event, routes)?.route.key).toBe(chosen);
  }
});

const places: [string, RoutedEvent, Record<string, Partial<Route>>, string | undefined][] = [
  ['the default, for a category that only mutes', crash, { errors: { muted: true }, default: at('all') }, 'all'],
  ['its own place first', crash, { errors: at('bugs'), default: at('all') }, 'bugs'],
  ['the category, for a type', sale, { [sale.type]: {}, transactions: at('sales'), default: at('all') }, 'sales'],
  ['the longer pattern before the category', sale, { [sale.type]: {}, '*': at('any'), 'payment.*': at('p') }, 'p'],
  ['the parent category', joined, { subscribe: {}, subscriptions: at('subs'), default: at('all') }, 'subs'],
  [
    'no route that narrows to something else',
    sale,
    { transactions: {}, default: { ...at('all'), application: 'x' } },
    undefined,
  ],
  ['over several routes without a place', joined, { subscribe: {}, subscriptions: {}, default: at('all') }, 'all'],
  ['nowhere, where none names a place', sale, { transactions: {}, default: {} }, undefined],
];

function at(destination: string): Partial<Route> {
  return { destination };
}

test.each(places)('a route without a place of its own leads to %s', (_, event, rules, destination) => {
  const entries = Object.entries(rules).map(([key, rule]): [string, Route] => [
    key,
    { store: 'main', key, muted: false, ...rule },
  ]);
  const chosen = chooseRoute(event, new Map(entries));
  expect(chosen?.route.key).toBe(Object.keys(rules)[0]);
  expect(chosen?.destination).toBe(destination);
});

test.each([
  ['errors', 'all'],
  ['subscribe', 'subs'],
  ['payment.refunded', 'sales'],
  ['payment.*', 'sales'],
  ['*', 'all'],
  ['default', 'all'],
  ['quest.*', 'all'],
])('for people the route %s leads to %s', (key, destination) => {
  const rules: Record<string, Partial<Route>> = {
    subscriptions: at('subs'),
    transactions: at('sales'),
    default: at('all'),
    processing: { ...at('web'), application: 'web' },
  };
  const route: Route = { store: 'main', muted: false, ...rules[key], key };
  const routes = new Map(
    Object.entries(rules).map(([name, rule]): [string, Route] => [
      name,
      { store: 'main', muted: false, ...rule, key: name },
    ]),
  );
  expect(destinationOfRoute(route, routes.set(key, route))).toBe(destination);
});

test('nothing comes after the default, and a type that tells no category asks no route of one', () => {
  const rules: Record<string, Partial<Route>> = { processing: at('web'), default: {} };
  const routes = new Map(
    Object.entries(rules).map(([key, rule]): [string, Route] => [key, { store: 'main', muted: false, ...rule, key }]),
  );
  const bare = (key: string): Route => ({ store: 'main', muted: false, key });
  expect(destinationOfRoute(bare('default'), routes)).toBeUndefined();
  expect(destinationOfRoute(bare('quest.*'), routes)).toBeUndefined();
  expect(destinationOfRoute(bare('job.started'), routes)).toBe('web');
});

const to = (...keys: string[]): Partial<Route> => ({ copies: keys.map((key) => ({ to: key })) });

const copied: [what: string, event: RoutedEvent, rules: Record<string, Partial<Route>>, told: string[]][] = [
  ['none where nothing is said', crash, { errors: at('bugs'), processing: at('work') }, ['errors']],
  [
    'each that the route names, in order',
    crash,
    { errors: { ...at('bugs'), ...to('b.b', 'a.a') }, 'a.a': at('a'), 'b.b': at('b') },
    ['errors', 'b.b', 'a.a'],
  ],
  ['their copies too', crash, { errors: to('a.a'), 'a.a': to('b.b'), 'b.b': at('b') }, ['errors', 'a.a', 'b.b']],
  [
    'each once, also in a circle',
    crash,
    { errors: to('a.a', 'b.b'), 'a.a': to('errors', 'b.b'), 'b.b': at('b') },
    ['errors', 'a.a', 'b.b'],
  ],
  ['none that there is not', crash, { errors: to('a.a'), default: at('all') }, ['errors']],
  [
    'none that does not take the event, nor what is behind it',
    { ...crash, severity: 'error' },
    { errors: to('a.a'), 'a.a': { ...to('b.b'), minSeverity: 'critical' }, 'b.b': at('b') },
    ['errors'],
  ],
  ['none of a muted route', crash, { errors: { ...to('a.a'), muted: true }, 'a.a': at('a') }, ['errors']],
  [
    'a muted copy, which is recorded alone, and none behind it',
    crash,
    { errors: to('a.a'), 'a.a': { ...to('b.b'), muted: true }, 'b.b': at('b') },
    ['errors', 'a.a'],
  ],
  [
    'the parent category, where both have a place of their own',
    joined,
    { subscribe: at('new'), subscriptions: at('subs') },
    ['subscribe', 'subscriptions'],
  ],
  [
    'no parent category without a place of its own',
    joined,
    { subscribe: at('new'), subscriptions: { mentionRole: '1' }, default: at('all') },
    ['subscribe'],
  ],
  [
    'no parent category where the copies say nobody',
    joined,
    { subscribe: { ...at('new'), copies: [] }, subscriptions: at('subs') },
    ['subscribe'],
  ],
  [
    'no parent category for a type that has a route',
    joined,
    { 'member.joined': at('new'), subscriptions: at('subs') },
    ['member.joined'],
  ],
  [
    'no child of the category',
    { ...joined, category: 'subscriptions' },
    { subscribe: at('new'), subscriptions: at('subs') },
    ['subscriptions'],
  ],
];

test.each(copied)('beside its route are told %s', (_, event, rules, told) => {
  const routes = new Map(
    Object.entries(rules).map(([key, rule]): [string, Route] => [key, { store: 'main', key, muted: false, ...rule }]),
  );
  expect(chooseRoutes(event, routes).map(({ route }) => route.key)).toEqual(told);
});

test('a copy leads where its route does, by itself or after it', () => {
  const rules: Record<string, Partial<Route>> = {
    errors: { ...at('bugs'), ...to('quest.*') },
    'quest.*': {},
    default: at('all'),
  };
  const routes = new Map(
    Object.entries(rules).map(([key, rule]): [string, Route] => [key, { store: 'main', key, muted: false, ...rule }]),
  );
  expect(chooseRoutes(crash, routes).map(({ destination }) => destination)).toEqual(['bugs', 'all']);
});
