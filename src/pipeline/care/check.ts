import type { Clock } from '../../lib/clock.ts';
import type { Destination } from '../../model/destination.ts';
import type { CheckResult, DestinationKind } from '../../model/destination-kind.ts';
import type { Registries } from '../../registry/registries.ts';

export interface CheckDeps {
  kinds: ReadonlyMap<string, Pick<DestinationKind, 'check'>>;
  registries: Pick<Registries, 'destinations'>;
  clock: Clock;
  signal: AbortSignal;
  onBad(destination: Destination, reason: string): Promise<void>;
}

/** After an answer that told nothing, the lane goes on without the facts; they are asked for again after this. */
const checkAgainAfterMs = 10 * 60_000;

/** Asks receivers whether destinations are there, and keeps what they say. */
export class Check {
  readonly #deps: CheckDeps;
  readonly #running = new Map<string, Promise<CheckResult>>();
  readonly #checkedAt = new Map<string, number>();

  constructor(deps: CheckDeps) {
    this.#deps = deps;
  }

  /** Checks once; callers at the same time share it. Keeps the facts, and calls `onBad` where it is gone. */
  check(destination: Destination): Promise<CheckResult> {
    const running = this.#running.get(destination.id);
    if (running !== undefined) return running;
    const result = this.#check(destination).finally(() => this.#running.delete(destination.id));
    this.#running.set(destination.id, result);
    return result;
  }

  /** For lanes: the facts tell the channel, whose limit no header shows. Asks only where nothing is known. */
  async ensureChecked(destination: Destination): Promise<void> {
    if (destination.facts.checkedAt !== undefined || !this.#canAsk(destination)) return;
    const checkedAt = this.#checkedAt.get(destination.id);
    if (checkedAt !== undefined && this.#deps.clock.monotonic() - checkedAt < checkAgainAfterMs) return;
    await this.check(destination);
  }

  #canAsk({ kind }: Destination): boolean {
    return this.#deps.kinds.get(kind)?.check !== undefined;
  }

  async #check(destination: Destination): Promise<CheckResult> {
    this.#checkedAt.set(destination.id, this.#deps.clock.monotonic());
    const result = await this.#deps.kinds.get(destination.kind)?.check?.(destination, this.#deps.signal);
    if (result === undefined) return { result: 'unknown', reason: 'it cannot be asked' };
    if (result.result === 'ok') {
      const { destinations } = this.#deps.registries;
      const { limit } = (destinations.find(destination.id) ?? destination).facts;
      await destinations.update(destination, { facts: { limit, ...result.facts } });
    }
    if (result.result === 'bad') await this.#deps.onBad(destination, result.reason);
    return result;
  }
}
