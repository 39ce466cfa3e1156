import type { Clock } from '../../../../src/lib/clock.ts';

const epoch = 1_420_070_400_000;

/** Makes ids that carry their time, since discord.js reads the time back (Discord: Reference, "Snowflakes"). */
export class Snowflakes {
  readonly #clock: Clock;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    this.#count += 1;
    // 19 digits in any case: discord.js takes 17 to 19.
    const ms = Math.max(this.#clock.now() - epoch, 1e11);
    return ((BigInt(Math.trunc(ms)) << 22n) | BigInt(this.#count & 0x3fffff)).toString();
  }
}
