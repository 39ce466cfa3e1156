import type { Destination } from '../../model/destination.ts';
import type { Limiter, LimitUse } from '../../model/destination-kind.ts';
import { defaultConcurrency } from '../../model/endpoint.ts';

/** The requests under way to each destination. The lane lets out no more than its concurrency; here they are counted. */
export class ConcurrencyLimiter implements Limiter {
  readonly #underWay = new Map<string, number>();

  async enter({ id }: Destination, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    this.#underWay.set(id, this.#of(id) + 1);
    return true;
  }

  leave({ id }: Destination): void {
    const left = this.#of(id) - 1;
    if (left > 0) this.#underWay.set(id, left);
    else this.#underWay.delete(id);
  }

  use({ id, concurrency = defaultConcurrency }: Destination): LimitUse {
    const underWay = this.#of(id);
    return { used: underWay / concurrency, text: `${underWay} of ${concurrency} at once`, closedForMs: 0 };
  }

  recall(): void {}

  #of(id: string): number {
    return this.#underWay.get(id) ?? 0;
  }
}
