export const digestPeriods = ['daily', 'weekly'] as const;
export type DigestPeriod = (typeof digestPeriods)[number];

/** The times at which a store is told its figures, in the store's time zone. */
export interface Digest {
  store: string;
  period: DigestPeriod;
  /** The minute of the day: 0 to 1,439. */
  minute: number;
  /** The day of a weekly one: 1 is Monday, 7 is Sunday. */
  weekday?: number | undefined;
  /** The period that was told last, such as `2026-01-31`. */
  lastSentFor?: string | undefined;
}
