import { expect, onTestFinished } from 'vitest';
import type { Destination, DestinationSettings } from '../../../src/model/destination.ts';
import type { CreateKind, DestinationKind, KindDeps, LaneItem } from '../../../src/model/destination-kind.ts';
import { CrierError } from '../../../src/model/errors.ts';
import type { EditTarget } from '../../../src/model/message.ts';
import type { Outcome, OutcomeKind } from '../../../src/model/outcome.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { anEvent, frostvale, laneItem } from '../../helpers/lane-item.ts';
import type { KindFixture } from './_fixture.ts';
import { Peer } from './_peer.ts';

export const never = new AbortController().signal;

const longestWaitMs = 24 * 3_600_000;
const outcomeKinds: readonly (OutcomeKind | undefined)[] = [
  ...(['delivered', 'retry', 'rate_limited', 'uncertain', 'amend', 'refused', 'gone'] as const),
];

export interface World {
  clock: FakeClock;
  peer: Peer;
  kind: DestinationKind;
  destination: Destination;
}

/** A kind whose receiver is a peer of the test. Ends with the test. */
export async function start(create: CreateKind, fixture: KindFixture): Promise<World> {
  const peer = await new Peer().listen();
  const clock = new FakeClock();
  const kind = make(create, fixture, peer.origin, clock);
  onTestFinished(async () => {
    await kind.close();
    await peer.close();
  });
  return { clock, peer, kind, destination: destinationOf(kind, fixture.settings(peer.origin)) };
}

export function make(
  create: CreateKind,
  fixture: KindFixture,
  origin: string,
  clock = new FakeClock(),
): DestinationKind {
  const deps: KindDeps = {
    ...{
      clock,
      random: () => 0.5,
      version: '1.2.3',
      files: { read: async () => undefined },
      endpoints: { allowedHosts: [] },
    },
    discord: { apiBase: origin, channelLimit: undefined, globalLimit: undefined, botToken: undefined },
    ...fixture.deps?.(origin),
  };
  return create(deps);
}

export function destinationOf(kind: DestinationKind, given: DestinationSettings, id = 'dst_1'): Destination {
  const { settings, label } = kind.accept(given);
  const rest = { state: 'active', facts: {}, onUncertain: 'resend' } as const;
  return { id, store: 'main', kind: kind.kind, label, settings, ...rest };
}

const item = (id = 'dlv_0193a5b2c3d4e5f60718293a4b5c6d7e', event = payment): LaneItem => {
  const whole = laneItem(event);
  return { ...whole, delivery: { ...whole.delivery, id } };
};
const payment = anEvent('payment.completed', 'transactions', { player: { name: 'Mira' } });
export const render = ({ kind, destination }: World, items: readonly LaneItem[] = [item()]) =>
  kind.render(items, { store: frostvale, omit: new Set() }, destination);

/** One attempt as a lane makes it. */
export async function attempt(world: World, to?: EditTarget): Promise<Outcome> {
  const { kind, destination } = world;
  expect(await enters(world, to)).toBe(true);
  return kind.send({ ...render(world), ...(to && { target: to }) }, destination);
}

/** Lets time pass until the limits are open. */
async function enters({ kind, clock, destination }: World, to?: EditTarget): Promise<boolean> {
  let answer: boolean | undefined;
  void kind.limiter.enter(destination, never, to).then((isIn) => {
    answer = isIn;
  });
  const startedAt = clock.monotonic();
  while (answer === undefined && clock.monotonic() - startedAt < 4 * longestWaitMs) {
    for (let turns = 0; turns < 3 && answer === undefined; turns += 1) await turn();
    if (answer === undefined && kind.inFlight === 0) clock.advance(10 * 60_000);
  }
  return answer ?? false;
}

export const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

export function expectOutcome(outcome: Outcome | undefined, secrets: readonly string[]): void {
  expect(outcomeKinds).toContain(outcome?.kind);
  if (outcome === undefined || outcome.kind === 'delivered') return;
  expect(outcome.reason.trim()).not.toBe('');
  expect(outcome.reason.length).toBeLessThan(2_000);
  if ('afterMs' in outcome && outcome.afterMs !== undefined) {
    expect(outcome.afterMs).toBeGreaterThanOrEqual(0);
    expect(outcome.afterMs).toBeLessThanOrEqual(longestWaitMs);
  }
  expectNoSecret(outcome, secrets);
}

export function expectNoSecret(value: unknown, secrets: readonly string[]): void {
  const text = JSON.stringify(value) ?? '';
  for (const secret of secrets) expect(text).not.toContain(secret);
}

export function refusal(run: () => unknown): CrierError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof CrierError) return error;
    throw error;
  }
}

/** Values that nobody should write into a setting. */
export const hostileValues: readonly unknown[] = [
  ...[null, 0, -1, true, [], {}, [null], '', ' ', 'x', '\u0000', 'null', '[object Object]', '__proto__'],
  ...['javascript:alert(1)', 'data:text/plain,x', 'file:///etc/passwd', '../../../etc/passwd', 'x'.repeat(100_000)],
  ...['https://', 'http://10.0.0.1/', '\ud800', '{{ secret }}'],
];
