import type { Category } from '../model/category.ts';
import type { SourceEvent, SourceEventHelp } from '../model/source.ts';

/** The meaning of one of a platform's events: its type and category, and perhaps its severity and title. */
export type Kind = Pick<SourceEvent, 'type' | 'severity' | 'title'> & { category: Category };

/** A platform's events by its names for them. */
export type Kinds = Readonly<Record<string, Kind>>;

/** A kind in one line: `kind('payment.refunded', 'transactions', 'warning')`. */
export function kind(
  type: string,
  category: Kind['category'],
  severity: NonNullable<Kind['severity']> = 'info',
  title?: string,
): Kind {
  return title === undefined ? { type, category, severity } : { type, category, severity, title };
}

/** The table of a platform's events for the documentation. */
export function helpOf(kinds: Kinds): SourceEventHelp[] {
  return Object.entries(kinds).map(([platform, { type, category }]) => ({ platform, type, category }));
}
