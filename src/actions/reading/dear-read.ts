import type { Clock } from '../../lib/clock.ts';
import { type FairSlots, LineFullError } from '../../lib/fair-slots.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';

/** The longest time that one dear read takes, in milliseconds. */
export const longestReadMs = 10_000;

/** A dear read is done in steps, each short, so that what comes in goes between them. */
export interface Reading {
  /** True when it has used up its time: what there is by now is the answer. Throws where nobody waits for it any more. */
  isOver(): boolean;
  /** Goes on. @throws CrierError `too_much_to_read` when it has used up its time. */
  goOn(): void;
}

/** The needs of actions that read much. */
export interface ReadingDeps {
  /** The dear reads of this process. */
  reads: FairSlots;
  clock: Clock;
}

/**
 * Runs a read that looks at many rows: few of them at once, of one caller one at a time, and none for longer than ten
 * seconds.
 *
 * @param signal aborts when nobody waits for the answer any more.
 * @throws CrierError `busy` where too many wait for their turn.
 */
export async function dearRead<Result>(
  deps: ReadingDeps,
  actor: Actor,
  signal: AbortSignal | undefined,
  read: (reading: Reading) => Promise<Result>,
): Promise<Result> {
  const caller = actor.countedAs ?? `${actor.store} ${actor.name}`;
  const work = () => {
    const end = deps.clock.monotonic() + longestReadMs;
    const isOver = () => {
      signal?.throwIfAborted();
      return deps.clock.monotonic() >= end;
    };
    return read({
      isOver,
      goOn() {
        if (isOver()) throw tooMuch();
      },
    });
  };
  try {
    return await deps.reads.run(caller, work, signal);
  } catch (error) {
    throw error instanceof LineFullError ? busy() : error;
  }
}

function tooMuch(): CrierError {
  return new CrierError(
    'too_much_to_read',
    `There is too much in this time to be read within ${longestReadMs / 1_000} seconds. Choose a shorter time.`,
    { errors: [{ path: 'since', message: 'expected a later time' }] },
  );
}

function busy(): CrierError {
  return new CrierError('busy', 'Too many searches and figures are asked for at once. Ask again in a few seconds.', {
    retryAfterSeconds: 5,
  });
}
