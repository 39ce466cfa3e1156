import { count } from '../lib/count.ts';
import type { Need } from '../model/need.ts';
import type { SourceActivity } from '../model/receipt.ts';

/** A source as it is judged. */
export interface JudgedSource extends Pick<SourceActivity, 'source' | 'refusing'> {
  /** Such as `Tebex`. */
  title: string;
}

/** Refused requests are told for so long after the last one. */
const toldForMs = 24 * 3_600_000;

/** The need of a source that has refused requests and believed none since; undefined where it has not. */
export function judgeSource({ source, title, refusing }: JudgedSource, now: number): Need | undefined {
  if (refusing === undefined || now - refusing.lastAt >= toldForMs) return undefined;
  return {
    severity: 'attention',
    about: 'source',
    what: `source ${title}`,
    reason: `${count(refusing.count, 'request was', 'requests were')} refused, and what ${refusing.count === 1 ? 'it tells' : 'they tell'} is missing`,
    since: refusing.since,
    cure: `${refusing.detail} Then: npm run crier -- source retry ${source}.`,
  };
}
