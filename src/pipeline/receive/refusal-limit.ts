import type { Clock } from '../../lib/clock.ts';
import { isGuessable } from '../../lib/guessable.ts';
import { WindowLimiter } from '../../lib/window-limiter.ts';
import { CrierError } from '../../model/errors.ts';
import type { Candidate } from './find-candidates.ts';

/** The requests from one address that one source refuses with an answer and a receipt. */
const refusals = { count: 30, windowMs: 60_000 };

/** The limit of those who are refused: by the source that they tried and the address that they came from. */
export interface RefusalLimit {
  /**
   * The candidates that are asked at all. A secret that was made at random cannot be guessed: whoever has the right one
   * always passes. One that may be guessed is not tried any more from an address that was refused too often.
   *
   * @throws CrierError `too_many_requests` where none is left.
   */
  admit(candidates: readonly Candidate[], from: string): readonly Candidate[];
  /** Counts a refusal. @throws CrierError `too_many_requests` where it is one too many: then nothing is kept of it. */
  count(candidates: readonly Candidate[], from: string): void;
}

export function createRefusalLimit(clock: Pick<Clock, 'monotonic'>): RefusalLimit {
  const limiter = new WindowLimiter(clock, refusals);
  const keyOf = ({ enabled: { store, source } }: Candidate, from: string) => `${store}/${source} ${from}`;
  return {
    admit(candidates, from) {
      const waits = candidates.map((candidate) =>
        secretsOf(candidate).some(isGuessable) ? (limiter.waitMs(keyOf(candidate, from)) ?? 0) : 0,
      );
      const admitted = candidates.filter((_, index) => waits[index] === 0);
      if (admitted.length === 0) throw tooMany(Math.min(...waits));
      return admitted;
    },
    count(candidates, from) {
      const waits = candidates.map((candidate) => limiter.spend(keyOf(candidate, from)) ?? 0);
      if (waits.every((waitMs) => waitMs > 0)) throw tooMany(Math.min(...waits));
    },
  };
}

/** The renewed ones too, also after their time: which of them the sender tries nobody knows. */
function secretsOf({ enabled: { secrets, oldSecrets = [] } }: Candidate): string[] {
  return [...secrets, ...oldSecrets.map(({ secret }) => secret)];
}

function tooMany(waitMs: number): CrierError {
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  return new CrierError(
    'too_many_requests',
    `Too many requests from this address were refused. Wait ${retryAfterSeconds} s, then send with the right secret.`,
    { retryAfterSeconds },
  );
}
