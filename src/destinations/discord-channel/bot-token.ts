import { aborted } from '../../lib/aborted.ts';
import { type Clock, sleep } from '../../lib/clock.ts';

/** A refused token may be Discord's own mistake; it is asked about again, ever more seldom. */
const firstWaitMs = 5 * 60_000;
const longestWaitMs = 60 * 60_000;

const howToGet = 'Discord Developer Portal → your application → Bot → Reset Token';
const missing = `there is no bot to write as. Set DISCORD_BOT_TOKEN (${howToGet}) and restart`;
const refused = `Discord refuses DISCORD_BOT_TOKEN. Copy it anew (${howToGet}) and restart`;

export interface BotTokenDeps {
  clock: Clock;
  token: string | undefined;
  /** Asks Discord for something that needs nothing but the token; its answer goes to `markTaken` or `markRefused`. */
  ask(signal: AbortSignal): Promise<unknown>;
}

/** The bot's token, and whether Discord takes it. Senders wait for that, so that no delivery is spent on a wrong one. */
export class BotToken {
  readonly #deps: BotTokenDeps;
  #refusals = 0;
  #againAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<unknown> | undefined;
  /** Ends the waits of all when it is taken again. */
  #taken = new AbortController();

  constructor(deps: BotTokenDeps) {
    this.#deps = deps;
  }

  /** The reason why nothing can be sent, with the cure. */
  problem(): string | undefined {
    if (this.#deps.token === undefined) return missing;
    return this.#refusals > 0 ? refused : undefined;
  }

  /** The time until it is tried again, in milliseconds; 0 where it is not refused, or there is none. */
  waitMs(): number {
    return this.#refusals === 0 ? 0 : Math.max(0, this.#againAt - this.#deps.clock.monotonic());
  }

  markTaken(): void {
    if (this.#refusals === 0) return;
    this.#refusals = 0;
    this.#taken.abort();
    this.#taken = new AbortController();
  }

  /** Only the answers to `ask` say anything new; those on their way when the first was refused do not. */
  markRefused(): void {
    if (this.#refusals > 0 && this.#asking === undefined) return;
    this.#refusals += 1;
    this.#againAt = this.#deps.clock.monotonic() + this.#nextWaitMs();
  }

  /** Resolves when the token may be used; false when `signal` aborts first. */
  async ready(signal: AbortSignal): Promise<boolean> {
    if (this.#deps.token === undefined) await aborted(signal);
    while (this.#refusals > 0 && !signal.aborted) {
      const waitMs = this.waitMs();
      if (waitMs > 0) await sleep(this.#deps.clock, waitMs, AbortSignal.any([signal, this.#taken.signal]));
      else await this.#ask(signal);
    }
    return !signal.aborted;
  }

  /** Once for all who wait. */
  #ask(signal: AbortSignal): Promise<unknown> {
    // An answer that tells nothing of the token counts too: it must not be asked for in a loop.
    this.#againAt = this.#deps.clock.monotonic() + this.#nextWaitMs();
    this.#asking ??= this.#deps.ask(signal).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  #nextWaitMs(): number {
    return Math.min(longestWaitMs, firstWaitMs * 2 ** (this.#refusals - 1));
  }
}
