import type { App } from '../../src/app.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakeDiscord } from './fake-discord.ts';

export interface Run {
  clock: FakeClock;
  app: Pick<App, 'busy'>;
  discord: Pick<FakeDiscord, 'inFlight'>;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Waits, in real time, until no lane works and no request is open: only the clock can make anything happen then. */
export async function settle({ app, discord }: Run): Promise<void> {
  const giveUpAt = performance.now() + 30_000;
  for (let quiet = 0; quiet < 5; quiet += 1) {
    if (performance.now() > giveUpAt)
      throw new Error(
        `not at rest within 30 s: ${app.busy()} lanes or requests at work, Discord answers ${discord.inFlight}`,
      );
    if (app.busy() > 0 || discord.inFlight > 0) quiet = 0;
    await turn();
  }
}

/**
 * Lets the fake time run from timer to timer, each time after everything has come to rest, until `isDone`.
 *
 * @returns how many milliseconds of fake time it took.
 */
export async function runUntil(run: Run, isDone: () => boolean, limitMs = 48 * 3_600_000): Promise<number> {
  const startedAt = run.clock.monotonic();
  for (;;) {
    await settle(run);
    if (isDone()) return run.clock.monotonic() - startedAt;
    const next = run.clock.nextTimer();
    if (next === undefined) {
      await somethingHappens(run);
      continue;
    }
    if (run.clock.monotonic() - startedAt + next > limitMs)
      throw new Error(`not done within ${limitMs} ms of fake time`);
    run.clock.advance(next);
  }
}

/** Nothing is planned: then something must be on its way to being planned, or the test waits for what never comes. */
async function somethingHappens({ clock, app, discord }: Run): Promise<void> {
  const giveUpAt = performance.now() + 30_000;
  while (clock.nextTimer() === undefined && app.busy() === 0 && discord.inFlight === 0) {
    if (performance.now() > giveUpAt) throw new Error('nothing is planned any more, and it is not done');
    await turn();
  }
}
