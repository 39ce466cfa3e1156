/** An event that is told later than this after it happened is late: it is found by the time when it happened. */
export const lateMs = 3_600_000;

/** The time when a late event happened, 1970 at the earliest; null of all others, which are found by the time when they were accepted. */
export function lateFrom({ occurredAt, acceptedAt }: { occurredAt: number; acceptedAt: number }): number | null {
  return acceptedAt - occurredAt > lateMs ? Math.max(0, occurredAt) : null;
}
