import { iso } from './iso.ts';

/** A moment for sentences: `2026-11-28 05:21 UTC`. Never throws. @param epochMs epoch milliseconds. */
export function utc(epochMs: number): string {
  return `${iso(epochMs).slice(0, 16).replace('T', ' ')} UTC`;
}
