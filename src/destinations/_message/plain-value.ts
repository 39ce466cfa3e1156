import { formatDuration } from '../../lib/duration.ts';
import { formatMoney, formatNumber } from '../../model/money.ts';
import type { Store } from '../../model/store.ts';
import type { CleanValue } from './clean-event/clean-value.ts';

/** A value as plain text, in the words, the currency and the time zone of a store. */
export function plainValue(value: CleanValue, { locale, currency, timeZone }: PlainStyle): string {
  switch (value.form) {
    case 'amount':
      return formatMoney({ value: value.digits, currency: value.currency ?? currency }, locale);
    case 'number':
      return formatNumber(value.digits, locale);
    case 'duration':
      // Nobody reads milliseconds behind ten seconds.
      return formatDuration(value.ms < 10_000 ? value.ms : Math.round(value.ms / 1000) * 1000);
    case 'time': {
      const { seconds, isDay } = value.moment;
      const style = isDay ? ({ dateStyle: 'long', timeZone: 'UTC' } as const) : { timeZone, ...dayAndTime };
      return new Intl.DateTimeFormat(locale, style).format(seconds * 1000);
    }
    default:
      return value.text;
  }
}

export type PlainStyle = Pick<Store, 'locale' | 'currency' | 'timeZone'>;

const dayAndTime = { dateStyle: 'long', timeStyle: 'short' } as const;
