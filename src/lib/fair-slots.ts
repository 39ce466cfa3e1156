export interface FairSlotsLimits {
  /** Works under way at once. */
  slots: number;
  /** Works that wait, in all ... */
  mostWaiting: number;
  /** ... and of one holder. */
  mostWaitingOfOne: number;
}

interface Waiting {
  holder: string;
  begin(): void;
}

/** Thrown where too many wait already. */
export class LineFullError extends Error {
  override name = 'LineFullError';
}

/**
 * Lets few works run at once. A holder has one slot at a time, however much it asks for, so that a slot is left for the
 * others; who waits is served in the order of arrival.
 */
export class FairSlots {
  readonly #limits: FairSlotsLimits;
  readonly #running = new Set<string>();
  #line: Waiting[] = [];

  constructor(limits: FairSlotsLimits) {
    this.#limits = limits;
  }

  /**
   * Runs a work when its turn comes.
   *
   * @param signal takes it out of the line; the work looks at it by itself.
   * @throws LineFullError where too many wait, the reason of the signal where it aborts, or what the work throws.
   */
  async run<Result>(holder: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    if (this.#mayBegin(holder)) this.#running.add(holder);
    else await this.#wait(holder, signal);
    try {
      return await work();
    } finally {
      this.#running.delete(holder);
      this.#serve();
    }
  }

  #mayBegin(holder: string): boolean {
    return this.#running.size < this.#limits.slots && !this.#running.has(holder);
  }

  #wait(holder: string, signal: AbortSignal | undefined): Promise<void> {
    const { mostWaiting, mostWaitingOfOne } = this.#limits;
    const own = this.#line.filter((one) => one.holder === holder).length;
    if (this.#line.length >= mostWaiting || own >= mostWaitingOfOne) throw new LineFullError('too many wait');
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#line = this.#line.filter((one) => one !== waiting);
        reject(signal?.reason);
      };
      const waiting: Waiting = {
        holder,
        begin() {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#line.push(waiting);
    });
  }

  #serve(): void {
    const next = this.#line.find(({ holder }) => this.#mayBegin(holder));
    if (next === undefined) return;
    this.#line = this.#line.filter((one) => one !== next);
    this.#running.add(next.holder);
    next.begin();
  }
}
