/** A moment for sentences: `2026-11-28 05:21 UTC`. Never throws. @param epochMs epoch milliseconds. */
export function utc(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
