import { describe, expect, test } from 'vitest';
import { type JudgedDestination, judgeDestination, judgeStore } from '../../src/doctor/verdict.ts';

function destination(change: Partial<JudgedDestination> & { of?: Partial<JudgedDestination['destination']> } = {}) {
  const { of = {}, ...rest } = change;
  return {
    destination: { kind: 'discord-webhook', label: 'discord.com/…/…abcd', state: 'active', facts: {}, ...of },
    routes: ['errors'],
    counts: { pending: 0, failed: 0 },
    limit: { closedForMs: 0 },
    ...rest,
  } as const satisfies JudgedDestination;
}

const judge = (one: JudgedDestination) => judgeStore({ destinations: [one], unrouted: 0, bot: undefined });

describe('a store', () => {
  test('needs nobody where all is at work, paused by a person, or merely connecting', () => {
    const destinations = [destination(), destination({ of: { state: 'paused', stateReason: 'paused by mira' } })];
    for (const bot of [undefined, 'online', 'connecting'] as const) {
      expect(judgeStore({ destinations, unrouted: 0, bot })).toEqual({ state: 'ok', needs: [] });
    }
  });

  test.each([
    [
      { of: { state: 'broken', stateReason: 'it is gone' }, counts: { pending: 3, failed: 0 } },
      'it is gone. 3 waiting.',
    ],
    [{ of: { state: 'broken' } }, 'broken. 0 waiting.'],
    [{ of: { state: 'paused', stateReason: 'it fails', failingSince: 1 } }, 'it fails. 0 waiting.'],
    [{ of: { facts: { problem: 'the bot lacks a permission' } } }, 'the bot lacks a permission.'],
    [{ counts: { pending: 0, failed: 2, lastFailure: 'of a 400' } }, '2 failed, the last because of a 400.'],
    [{ counts: { pending: 0, failed: 1 } }, '1 failed, the last because of an unknown reason.'],
    [{ limit: { closedForMs: 1_500, cause: 'Cloudflare' } }, 'closed for 2 s: Cloudflare.'],
    [{ limit: { closedForMs: 0, cause: 'no token' } }, 'closed: no token.'],
  ] as const)('is in need of somebody for %j', (change, sentence) => {
    expect(judge(destination(change))).toEqual({
      state: 'attention',
      needs: [`errors (discord.com/…/…abcd): ${sentence}`],
    });
  });

  test('a limit that is closed for a moment without a cause is nothing', () => {
    expect(judge(destination({ limit: { closedForMs: 800 } })).state).toBe('ok');
  });

  test('what it names: the endpoint, else the routes, else the kind; and what Discord calls it', () => {
    const named = (one: Parameters<typeof destination>[0]) =>
      judge(destination({ counts: { pending: 0, failed: 1 }, ...one })).needs[0]?.split(':')[0];
    expect(named({ of: { name: 'shop' }, routes: [] })).toBe('endpoint shop (discord.com/…/…abcd)');
    expect(named({ routes: ['default', 'errors'] })).toBe('default, errors (discord.com/…/…abcd)');
    expect(named({ routes: [], of: { facts: { name: '#sales' } } })).toBe('discord-webhook (#sales)');
  });

  test('what has no route and a bot that is off come last, with the cure', () => {
    const destinations = [destination({ of: { state: 'broken' } })];
    expect(judgeStore({ destinations, unrouted: 7, bot: 'off' }).needs).toEqual([
      'errors (discord.com/…/…abcd): broken. 0 waiting.',
      '7 deliveries wait for a route. Set a default route, and they go out at once.',
      expect.stringMatching(/^The bot is off, .*copy the token anew/),
    ]);
  });
});

test.each([
  ['active', {}, 0, 'well'],
  ['active', {}, 1, 'attention'],
  ['active', { problem: 'it lacks a permission' }, 0, 'attention'],
  ['paused', {}, 0, 'attention'],
  ['broken', {}, 0, 'broken'],
  ['deleted', {}, 1, 'deleted'],
] as const)('a destination that is %s, with %j and %i failed, is %s', (state, facts, failed, health) => {
  expect(judgeDestination({ destination: { state, facts }, counts: { failed } })).toBe(health);
});
