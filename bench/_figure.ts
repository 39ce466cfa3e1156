/** One line of the table. */
export interface Figure {
  what: string;
  value: string;
  /** What it is measured against; empty where there is nothing. */
  target: string;
  /** Undefined: shown beside another, without a target of its own. */
  isReached?: boolean | undefined;
}

/** A part of the bench. */
export type Part = (options: { isQuick: boolean }) => Promise<Figure[]>;

/** Prints lines of the table. */
export function printFigures(figures: readonly Figure[]): void {
  for (const { what, value, target, isReached } of figures) {
    const mark = isReached === undefined ? ' ' : isReached ? '✓' : '✗';
    console.log(`${mark} ${what.padEnd(58)} ${value.padEnd(58)} ${target}`.trimEnd());
  }
}
