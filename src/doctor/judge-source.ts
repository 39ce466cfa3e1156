import { count } from '../lib/count.ts';
import type { Need } from '../model/need.ts';
import type { SourceActivity } from '../model/receipt.ts';

/** A source as it is judged. */
export interface JudgedSource extends Pick<SourceActivity, 'source' | 'refusing'> {
  /** Such as `Tebex`. */
  title: string;
  /** True for one whose secret was lost with the secret key. */
  isLost: boolean;
}

/** Refused requests are told for so long after the last one. */
const toldForMs = 24 * 3_600_000;

/** The need of a source that has lost its secret, or has refused requests and believed none since. */
export function judgeSource({ source, title, refusing, isLost }: JudgedSource, now: number): Need | undefined {
  if (isLost) {
    return {
      severity: 'broken',
      about: 'source',
      what: `source ${title}`,
      reason: 'its secret was lost with the secret key: no request is believed, and those that come are kept',
      since: refusing?.since,
      cure: `Enter it again: npm run crier -- source add ${source}. Then: npm run crier -- source retry ${source}.`,
    };
  }
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
