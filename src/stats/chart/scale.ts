export interface Scale {
  /** Round values, rising, with zero among them. */
  ticks: number[];
  low: number;
  high: number;
}

/** The most steps between the lowest and the highest tick; one more when they lie on both sides of zero. */
const mostSteps = 5;

/** The largest value that is drawn: no shop sells so much, and sums stay finite. */
const limit = 1e18;

/** The value as it is drawn; undefined for none. */
export function drawable(value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return Math.max(-limit, Math.min(limit, value));
}

/**
 * An axis from zero (so that lengths can be compared) to beyond every value, in steps of 1, 2 or 5 times a power of
 * ten. Whole values get whole ticks. Where `format` would write two ticks alike, there are fewer of them.
 */
export function scaleFor(values: readonly number[], format: (value: number) => string): Scale {
  let low = 0;
  let high = 0;
  let whole = true;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    whole &&= Number.isInteger(value);
  }
  if (high - low < 1e-12) return { ticks: [0], low: 0, high: 1 };
  for (let steps = mostSteps; ; steps -= 1) {
    const scale = scaleOf(low, high, roundStep((high - low) / steps, whole));
    if (steps === 1 || new Set(scale.ticks.map(format)).size === scale.ticks.length) return scale;
  }
}

function scaleOf(low: number, high: number, step: number): Scale {
  const from = -Math.ceil(-low / step - 1e-9);
  const to = Math.ceil(high / step - 1e-9);
  // Twelve digits: 3 × 0.1 is 0.3 to a reader. Adding zero makes -0 a 0.
  const ticks = Array.from(
    { length: to - from + 1 },
    (_, index) => Number(((from + index) * step).toPrecision(12)) + 0,
  );
  return { ticks, low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1 };
}

/** The least of 1, 2, 5, 10, 20 … (or 0.1, 0.2, 0.5 …) that is not less than `least`. */
function roundStep(least: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((round) => round * power >= least * (1 - 1e-9)) ?? 10;
  return whole ? Math.max(1, factor * power) : factor * power;
}

/**
 * Every how many buckets a label stands, when at least `least` lie between two: a little more where that puts a label
 * on the last bucket, or divides the buckets evenly (24 hours by 6, not by 5).
 */
export function labelStep(buckets: number, least: number): number {
  const from = Math.max(1, Math.ceil(least - 1e-9));
  const to = Math.max(from, Math.floor(from * 1.5));
  for (const count of [buckets - 1, buckets]) {
    for (let step = from; step <= to; step += 1) if (count > 0 && count % step === 0) return step;
  }
  return from;
}
