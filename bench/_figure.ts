/** One line of the table. */
export interface Figure {
  what: string;
  value: string;
  target: string;
  /** Undefined: shown beside another, without a target of its own. */
  isReached?: boolean | undefined;
}

/** A part of the bench. */
export type Part = (options: { isQuick: boolean }) => Promise<Figure[]>;

export function printFigures(figures: readonly Figure[]): void {
  for (const { what, value, target, isReached } of figures) {
    const mark = isReached === undefined ? ' ' : isReached ? '✓' : '✗';
    console.log(`${mark} ${what.padEnd(62)} ${value.padEnd(44)} ${target}`);
  }
}
