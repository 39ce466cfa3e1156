import { type ConfigError, placeOf } from '../settings/config-error.ts';

/** One thing that was checked. */
export interface Finding {
  /** `note`: worth knowing, nothing to mend. */
  state: 'ok' | 'note' | 'bad';
  what: string;
  /** The sentence that says what to do. */
  cure?: string | undefined;
}

export const ok = (what: string): Finding => ({ state: 'ok', what });
export const note = (what: string, cure?: string): Finding => ({ state: 'note', what, cure });
export const bad = (what: string, cure: string): Finding => ({ state: 'bad', what, cure });

/** Every mistake in the settings, with its place and its cure. */
export function findingsOf({ problems }: ConfigError): Finding[] {
  return problems.map((problem) =>
    bad(`${placeOf(problem)}: ${problem.what}`, `Expected: ${problem.expected}. ${problem.cure}`),
  );
}
