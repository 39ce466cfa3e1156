import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deepFreeze } from '../../src/lib/deep-freeze.ts';
import { loadFolder } from '../../src/lib/load-folder.ts';
import type { DestinationSettings } from '../../src/model/destination.ts';
import type { CreateKind, LaneItem } from '../../src/model/destination-kind.ts';
import type { EditTarget, MessageEdit } from '../../src/model/message.ts';
import type { OmittablePart, Outcome } from '../../src/model/outcome.ts';
import { hostileEvent, hostileText } from '../helpers/hostile.ts';
import { frostvale, laneItem } from '../helpers/lane-item.ts';
import { isFixture, type KindFixture } from './contract/_fixture.ts';
import { answering, badManners, Peer } from './contract/_peer.ts';
import {
  attempt,
  destinationOf,
  expectNoSecret,
  expectOutcome,
  hostileValues,
  make,
  never,
  refusal,
  render,
  start,
  turn,
  type World,
} from './contract/_world.ts';

const isCreateKind = (value: unknown): value is CreateKind => typeof value === 'function';
const folder = (path: string) => new URL(path, import.meta.url);
const kinds = await loadFolder(folder('../../src/destinations/'), isCreateKind, 'a kind');
const fixtures = new Map(
  (await loadFolder(folder('./contract/'), isFixture, 'a fixture of a kind')).map(({ name, value }) => [name, value]),
);

const target: EditTarget = { edit: '500000000000000001' };
test('every kind has a fixture, and every fixture a kind: add test/destinations/contract/<kind>.ts', () => {
  expect([...fixtures.keys()].sort()).toEqual(kinds.map(({ name }) => name).sort());
});

describe.each(kinds.filter(({ name }) => fixtures.has(name)))('$name', ({ name, value: create }) => {
  const fixture: KindFixture = fixtures.get(name) ?? { settings: () => ({}), secrets: [] };
  const { secrets, answers } = fixture;
  const origin = 'http://127.0.0.1:8080';
  const alone = make(create, fixture, origin);
  const settings = fixture.settings(origin);

  describe('settings', () => {
    test('it says what it is', () => {
      expect([alone.kind, alone.inFlight]).toEqual([name, 0]);
      expect(alone.title).toMatch(/^[A-Z]/);
      expect(['discord', 'json']).toContain(alone.format);
      expect(alone.maxPack).toBeGreaterThanOrEqual(1);
      expect(alone.obstacle?.()).toBeUndefined();
    });

    test('valid ones are taken; the label holds no secret; what comes in stays as it is', () => {
      const accepted = alone.accept(deepFreeze(structuredClone(settings)));
      expect(accepted.label.trim()).not.toBe('');
      expectNoSecret(accepted.label, secrets);
      expect(JSON.parse(JSON.stringify(accepted.settings))).toEqual(accepted.settings);
    });

    test('the same place has the same identity, another place another', () => {
      const identityOf = (given: DestinationSettings) => alone.accept(given).identity;
      const alike = [settings, ...(fixture.alike?.(origin) ?? [])].map(identityOf);
      expect(new Set(alike).size).toBe(1);
      const others = (fixture.others?.(origin) ?? []).map(identityOf);
      expect(new Set([...alike, ...others]).size).toBe(1 + others.length);
    });

    const { place, refused } = fixture;
    const placeless = place === undefined ? [] : [...hostileValues, undefined].map((value) => ({ [place]: value }));
    const wrong = [...placeless.map((given) => ({ ...settings, ...given })), ...(refused?.(origin) ?? [])];
    test.each(wrong.map((given) => ({ given, text: shorten(given) })))(
      'others are refused with what was expected: $text',
      ({ given }) => {
        const error = refusal(() => alone.accept(given));
        expect(error).toMatchObject({
          code: 'invalid_destination',
          errors: expect.arrayContaining([{ path: expect.any(String), message: expect.any(String) }]),
        });
        expectNoSecret([error?.message, error?.errors], secrets);
      },
    );

    test('whatever they are, they are taken or refused', () => {
      const value = fc.oneof(fc.anything(), hostileText, fc.webUrl());
      const keys = fc.oneof(fc.constantFrom('url', ...Object.keys(settings)), fc.string());
      fc.assert(
        fc.property(fc.dictionary(keys, value), (given) => {
          expect([undefined, 'invalid_destination']).toContain(refusal(() => alone.accept(given))?.code);
        }),
      );
    });
  });

  describe('a message', () => {
    const route = fc.option(
      fc.record(
        {
          username: hostileText,
          avatarUrl: fc.webUrl(),
          mentionRole: fc.oneof(hostileText, fc.constant('2'.repeat(18))),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    );
    const items = fc.array(fc.tuple(hostileEvent, route), { minLength: 1, maxLength: 12 }).map((pairs) =>
      pairs.map(([event, by], index): LaneItem => {
        // As the database gives it.
        const whole = laneItem(JSON.parse(JSON.stringify(event)), by);
        return { ...whole, delivery: { ...whole.delivery, id: `dlv_${String(index).padStart(32, '0')}` } };
      }),
    );
    const omit = fc.subarray<OmittablePart>(['username', 'files']).map((parts) => new Set(parts));

    test('is made of whatever events hold, of one at least, the same each time, as JSON without a secret', () => {
      const destination = deepFreeze(destinationOf(alone, settings));
      fc.assert(
        fc.property(items, omit, (given, parts) => {
          const pack = deepFreeze(given).slice(0, alone.maxPack);
          const rendered = alone.render(pack, { store: frostvale, omit: parts }, destination);
          expect(rendered.count).toBeGreaterThanOrEqual(1);
          expect(rendered.count).toBeLessThanOrEqual(pack.length);
          expect(rendered.target).toBeUndefined();
          expect(alone.render(pack, { store: frostvale, omit: parts }, destination)).toEqual(rendered);
          expect(JSON.parse(JSON.stringify(rendered.body))).toEqual(rendered.body);
          expectNoSecret([rendered.body, rendered.headers], secrets);
        }),
        { numRuns: 25 },
      );
    });

    if (alone.describe !== undefined)
      test('is described as it is sent, its secrets masked', async () => {
        const world = await start(create, fixture);
        const preview = world.kind.describe?.(render(world), world.destination);
        expectNoSecret(preview, secrets);
        await attempt(world);
        const [call] = world.peer.calls;
        expect(call?.method).toBe(preview?.method);
        expect(Object.keys(call?.headers ?? {})).toEqual(expect.arrayContaining(Object.keys(preview?.headers ?? {})));
        expect(JSON.parse(call?.body ?? '')).toEqual(JSON.parse(JSON.stringify(preview?.body)));
      });
  });

  describe('the limits', () => {
    test('let nobody in whose signal has aborted', async () => {
      const { kind, destination } = await start(create, fixture);
      expect(await kind.limiter.enter(destination, AbortSignal.abort())).toBe(false);
      const stop = new AbortController();
      // Whether the second has to wait is the kind's own matter.
      const entered = [stop, stop].map(({ signal }) => kind.limiter.enter(destination, signal));
      await turn();
      stop.abort();
      const inside = (await Promise.all(entered)).filter(Boolean).length;
      expect(inside).toBeGreaterThanOrEqual(1);
      for (let count = 0; count < inside; count += 1) kind.limiter.leave(destination);
      expect(await kind.limiter.enter(destination, never)).toBe(true);
      kind.limiter.leave(destination);
      expect(kind.inFlight).toBe(0);
    });

    test('are as they were after a reservation that was given back', async () => {
      const { clock, kind, destination } = await start(create, fixture);
      const before = kind.limiter.use(destination);
      for (const to of alone.isEditable ? [undefined, target] : [undefined]) {
        for (let count = 0; count < 20; count += 1) {
          expect(await kind.limiter.enter(destination, never, to)).toBe(true);
          kind.limiter.leave(destination);
        }
      }
      expect(kind.limiter.use(destination)).toEqual(before);
      expect(clock.pending).toBe(0);
    });

    test('are told in figures, also of what an earlier process sent', async () => {
      const { kind, destination } = await start(create, fixture);
      for (const agoMs of [0, 1_000, 3_600_000]) kind.limiter.recall(destination, agoMs);
      const { used, text, closedForMs } = kind.limiter.use(destination);
      expect(used).toBeGreaterThanOrEqual(0);
      expect(closedForMs).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(used) && Number.isFinite(closedForMs)).toBe(true);
      expectNoSecret(text, secrets);
    });
  });

  if (answers === undefined)
    test('it delivers without calling anybody', async () => {
      const world = await start(create, fixture);
      expect(await attempt(world)).toMatchObject({ kind: 'delivered' });
      expect(world.peer.calls).toEqual([]);
    });

  if (answers === undefined) return;

  const ways: Record<string, (world: World) => Promise<Outcome | undefined>> = {
    'an attempt': (world) => attempt(world),
    ...(alone.isEditable && { 'an attempt at an edit': (world: World) => attempt(world, target) }),
    ...(alone.edit !== undefined && {
      'a change of a message': async (world: World) =>
        (await world.kind.edit?.(world.destination, patch, never))?.outcome,
    }),
  };

  describe.each(Object.entries(ways))('%s', (_, run) => {
    test('arrives, and leaves nothing under way', async () => {
      const world = await start(create, fixture);
      world.peer.manner = answering(answers.taken);
      const outcome = await run(world);
      expect(outcome).toMatchObject({ kind: 'delivered', statusCode: answers.taken.status });
      expect([world.peer.calls.length, world.kind.inFlight, world.clock.pending]).toEqual([1, 0, 0]);
      world.clock.advance(24 * 3_600_000);
      expect(world.kind.limiter.use(world.destination)).toMatchObject({ used: 0, closedForMs: 0 });
    });

    test.each(Object.entries(badManners))('has an outcome where the receiver %s', async (_, manner) => {
      const world = await start(create, fixture);
      world.peer.manner = manner;
      const outcome = await run(world);
      expectOutcome(outcome, secrets);
      expect(outcome?.kind).not.toBe('delivered');
      expect([world.peer.calls.length, world.kind.inFlight]).toEqual([1, 0]);
      await goesOn(world);
    });

    test('has an outcome where the body of a taken message breaks off', async () => {
      const world = await start(create, fixture);
      world.peer.manner = ({ socket }) => socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id":"5');
      expect(['delivered', 'uncertain']).toContain((await run(world))?.kind);
      await goesOn(world);
    });

    test.each([301, 302, 303, 307, 308])('follows no redirect (%i)', async (status) => {
      const world = await start(create, fixture);
      const other = await new Peer().listen();
      onTestFinished(() => other.close());
      world.peer.manner = answering({ status, headers: { location: `${other.origin}/hook` } });
      const outcome = await run(world);
      expectOutcome(outcome, secrets);
      expect(outcome?.kind).not.toBe('delivered');
      expect([world.peer.calls.length, other.calls.length]).toEqual([1, 0]);
    });

    test('has an outcome where nobody listens', async () => {
      const world = await start(create, fixture);
      await world.peer.close();
      const outcome = await run(world);
      expect(outcome).toMatchObject({ kind: 'retry' });
      expectOutcome(outcome, secrets);
      expect(world.kind.inFlight).toBe(0);
    });

    test('is given up on in time where the receiver never answers', async () => {
      const world = await start(create, fixture);
      world.peer.manner = () => {};
      const running = run(world);
      await world.peer.until(() => world.peer.calls.length === 1);
      world.clock.advance(15_000);
      const outcome = await running;
      expect(outcome).toMatchObject({ kind: 'uncertain' });
      expectOutcome(outcome, secrets);
      await goesOn(world);
    });

    test('has an outcome where the connections end meanwhile', async () => {
      const world = await start(create, fixture);
      world.peer.manner = () => {};
      const running = run(world);
      await world.peer.until(() => world.peer.calls.length === 1);
      await world.kind.close();
      expectOutcome(await running, secrets);
      expect(world.kind.inFlight).toBe(0);
      await world.peer.until(() => world.peer.sockets.size === 0);
    });
  });

  /** The next attempt is let in, and arrives. */
  async function goesOn(world: World): Promise<void> {
    world.peer.manner = answering(taken);
    expect(await attempt(world)).toMatchObject({ kind: 'delivered' });
    expect([world.kind.inFlight, world.clock.pending]).toEqual([0, 0]);
  }
  const { taken, checked } = answers;

  test('the limits are open again after each attempt', async () => {
    const world = await start(create, fixture);
    world.peer.manner = answering(taken);
    for (let count = 0; count < 5; count += 1) {
      expect(await world.kind.limiter.enter(world.destination, never)).toBe(true);
      await world.kind.send(render(world), world.destination);
    }
    expect(world.peer.calls).toHaveLength(5);
  });

  test('when it is closed no connection stays, also when it is closed twice', async () => {
    const world = await start(create, fixture);
    world.peer.manner = answering(taken);
    await attempt(world);
    expect(world.peer.sockets.size).toBe(1);
    await world.kind.close();
    await world.peer.until(() => world.peer.sockets.size === 0);
    await world.kind.close();
  });

  if (checked !== undefined)
    describe('a check', () => {
      const check = ({ kind, destination }: World, signal = never) => kind.check?.(destination, signal);

      test('tells the facts, and posts nothing', async () => {
        const world = await start(create, fixture);
        world.peer.manner = answering(checked);
        const result = await check(world);
        expect(result).toMatchObject({ result: 'ok', facts: { checkedAt: world.clock.now() } });
        expectNoSecret(result, secrets);
        expect(world.peer.calls.map(({ method }) => method)).toEqual(['GET']);
        expect([world.kind.inFlight, world.clock.pending]).toEqual([0, 0]);
      });

      test.each(Object.entries(badManners))('answers where the receiver %s', async (_, manner) => {
        const world = await start(create, fixture);
        world.peer.manner = manner;
        const result = await check(world);
        expect(['bad', 'unknown']).toContain(result?.result);
        expectNoSecret(result, secrets);
        expect(world.kind.inFlight).toBe(0);
        await goesOn(world);
      });

      test('says nothing of the destination where nobody answers, or nobody waits for it', async () => {
        const world = await start(create, fixture);
        expect(await check(world, AbortSignal.abort())).toMatchObject({ result: 'unknown' });
        const stop = new AbortController();
        world.peer.manner = () => {};
        const running = check(world, stop.signal);
        await world.peer.until(() => world.peer.calls.length === 1);
        stop.abort();
        expect(await running).toMatchObject({ result: 'unknown' });
        await world.peer.close();
        expect(await check(world)).toMatchObject({ result: 'unknown' });
        expect(world.kind.inFlight).toBe(0);
      });
    });

  if (alone.edit !== undefined)
    describe('an edit', () => {
      test.each(['GET', 'PATCH', 'DELETE'] as const)('by %s gives the words of the receiver', async (method) => {
        const world = await start(create, fixture);
        world.peer.manner = answering(taken);
        const edit: MessageEdit = { ...patch, method };
        const result = await world.kind.edit?.(world.destination, edit, never);
        expect(result).toMatchObject({ outcome: { kind: 'delivered' }, body: taken.body });
        expect(world.peer.calls.map((call) => call.method)).toEqual([method]);
      });

      test('has an outcome where nobody waits for it any more', async () => {
        const world = await start(create, fixture);
        expectOutcome((await world.kind.edit?.(world.destination, patch, AbortSignal.abort()))?.outcome, secrets);
        const stop = new AbortController();
        world.peer.manner = () => {};
        const running = world.kind.edit?.(world.destination, patch, stop.signal);
        await world.peer.until(() => world.peer.calls.length === 1);
        stop.abort();
        expectOutcome((await running)?.outcome, secrets);
        expect(world.kind.inFlight).toBe(0);
      });
    });
});

const patch: MessageEdit = { method: 'PATCH', messageId: target.edit, body: { content: 'Solved' } };

/** For the name of a test. */
function shorten(given: unknown): string {
  return (JSON.stringify(given) ?? '').replaceAll('%', '%%').slice(0, 100);
}
