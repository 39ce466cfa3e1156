/**
 * The figures of a store for a time as they are told: in words and numbers of the store's locale, without markup. Names
 * are as senders wrote them.
 */
export interface Figures {
  title: string;
  /** By currency, the store's own first. */
  revenue: readonly RevenueFigure[];
  /** Undefined where there is nothing to compare with. */
  trend: TrendFigure | undefined;
  /** Such as `5 events`. */
  events: string;
  /** Such as `1 failure`; undefined: none. */
  failures: string | undefined;
  /** Such as `50%`; undefined: nothing was refunded. */
  refundRate: string | undefined;
  packages: readonly RankedFigure[];
  players: readonly RankedFigure[];
  /** The categories that events came in. */
  categories: readonly CountFigure[];
  /** The failures by event type. */
  failureTypes: readonly CountFigure[];
  /** Such as `Frostvale · times are of Europe/Berlin`. */
  note: string;
}

/** The money of one currency. */
export interface RevenueFigure {
  /** Such as `€20.00`. */
  net: string;
  /** Such as `2 payments`. */
  payments: string;
  /** Undefined: nothing was refunded. */
  refunded: { gross: string; back: string } | undefined;
}

/** The change of the revenue against the time before. */
export interface TrendFigure {
  direction: 'up' | 'down' | 'level';
  /** Such as `+55 %`. */
  text: string;
  /** The name of the time before: `the day before`. */
  against: string;
}

/** A place in a list of the best, with what was paid and how often. */
export interface RankedFigure {
  name: string;
  revenue: string;
  count: string;
}

export interface CountFigure {
  name: string;
  count: string;
}
