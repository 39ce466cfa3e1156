import { expect, test } from 'vitest';
import type { Route } from '../../src/model/route.ts';
import { chooseWay, type RoutedEvent, wayOfKey, withInherited } from '../../src/pipeline/route.ts';

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
    expect(chooseWay(event, routes).route?.key).toBe(chosen);
  }
});

type Said = Rule & Partial<Pick<Route, 'username' | 'avatarUrl' | 'mentionRole'>> & { here?: true };

/** Routes by key; those with `here` have a destination of their own. */
function routesOf(said: Record<string, Said>): Map<string, Route> {
  return new Map(
    Object.entries(said).map(([key, { here, ...rule }]) => [
      key,
      { store: 'main', key, destination: here && `to ${key}`, muted: false, ...rule },
    ]),
  );
}

const here = true;

const inheriting: readonly [string, RoutedEvent, Record<string, Said>, chosen: string, lead: string | undefined][] = [
  ['its own', crash, { errors: { here }, default: { here } }, 'errors', 'errors'],
  ['that of the default', crash, { errors: {}, default: { here } }, 'errors', 'default'],
  [
    'that of its parent',
    joined,
    { subscribe: {}, subscriptions: { here }, default: { here } },
    'subscribe',
    'subscriptions',
  ],
  [
    'that of the default over a parent without one',
    joined,
    { subscribe: {}, subscriptions: { muted: true }, default: { here } },
    'subscribe',
    'default',
  ],
  [
    'that of a pattern before that of the category',
    sale,
    { 'payment.completed': {}, 'payment.*': { here }, transactions: { here } },
    'payment.completed',
    'payment.*',
  ],
  [
    'none of a route that is for another application or severity',
    crash,
    { 'error.server_crash': {}, 'error.*': { here, application: 'web' }, errors: { here } },
    'error.server_crash',
    'errors',
  ],
  ['none where no other has one', crash, { errors: { muted: true }, gifting: { here } }, 'errors', undefined],
  ['none for the default, after which nothing comes', sale, { default: {}, errors: { here } }, 'default', undefined],
];

test.each(inheriting)('a route takes %s', (_, event, said, chosen, lead) => {
  const way = chooseWay(event, routesOf(said));
  expect([way.route?.key, way.lead?.key]).toEqual([chosen, lead]);
});

test('of the route whose destination it takes, a route takes the name and picture too, and no rule', () => {
  const routes = routesOf({
    errors: {},
    default: { here, username: 'Frostvale', avatarUrl: 'https://x.example/a.png', mentionRole: '1', muted: true },
  });
  const errors = routes.get('errors');
  if (errors === undefined) throw new Error('there is none');
  expect(withInherited(errors, crash, routes)).toStrictEqual({
    ...errors,
    username: 'Frostvale',
    avatarUrl: 'https://x.example/a.png',
  });
  const named = { ...errors, username: 'Alarm' };
  expect(withInherited(named, crash, routes)).toMatchObject({
    username: 'Alarm',
    avatarUrl: 'https://x.example/a.png',
  });
});

const byKey: readonly [key: string, Record<string, Said>, route: string | undefined, lead: string | undefined][] = [
  ['transactions', { default: { here } }, 'default', 'default'],
  [
    'transactions',
    { transactions: { minSeverity: 'error', application: 'web' }, default: { here } },
    'transactions',
    'default',
  ],
  ['subscribe', { subscriptions: { here }, default: { here } }, 'subscriptions', 'subscriptions'],
  ['payment.completed', { 'payment.*': {}, transactions: { here } }, 'payment.*', 'transactions'],
  ['payment.*', { 'payment.*': {}, '*': { here }, transactions: { here } }, 'payment.*', '*'],
  ['errors', { errors: {}, '*': { here }, default: { here } }, 'errors', 'default'],
  ['default', { default: {}, '*': { here } }, 'default', undefined],
  ['gifting', { errors: { here } }, undefined, undefined],
];

test.each(byKey)(
  'of the key %s in %j it is told which route its events take, and whose destination',
  (key, said, route, lead) => {
    const way = wayOfKey(key, routesOf(said));
    expect([way.route?.key, way.lead?.key]).toEqual([route, lead]);
  },
);
