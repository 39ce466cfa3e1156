/** The two ways of not being well: `broken` lets nothing through somewhere until a person acts. */
export const needSeverities = ['attention', 'broken'] as const;
export type NeedSeverity = (typeof needSeverities)[number];

/** One thing that needs a person, with its reason and its cure. Holds no secret. */
export interface Need {
  severity: NeedSeverity;
  about: 'destination' | 'source' | 'installation';
  /** The thing as people call it: `errors (#alerts)`, `endpoint ledger`, `source Tebex`. */
  what: string;
  /** Without a full stop. */
  reason: string;
  /** The time since which it is so, where it is known; epoch milliseconds. */
  since?: number | undefined;
  /** The next step, in whole sentences. */
  cure: string;
}

/** The state of something by its needs. */
export type WellBeing = 'ok' | NeedSeverity;

/** The worst of some needs. */
export function stateOf(needs: readonly Pick<Need, 'severity'>[]): WellBeing {
  if (needs.some(({ severity }) => severity === 'broken')) return 'broken';
  return needs.length === 0 ? 'ok' : 'attention';
}
