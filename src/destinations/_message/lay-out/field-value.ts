import { embedLimits } from '../../../discord/limits.ts';
import { formatDuration } from '../../../lib/duration.ts';
import { formatMoney, formatNumber } from '../../../model/money.ts';
import type { CleanEvent } from '../clean-event/clean-event.ts';
import type { CleanValue } from '../clean-event/clean-value.ts';
import { codeBlock, codeLine, type EscapedText, escapedList, escapedName, escapedText } from './escaped-text.ts';

/** A value as a field shows it; its markdown is within the limit of a field's value. */
export interface FieldValue extends EscapedText {
  /** The same as plain text, whole. */
  text: string;
}

/** A value of the event as markdown of at most `max` code points. */
export function fieldValue(value: CleanValue, event: CleanEvent, max: number = embedLimits.fieldValue): FieldValue {
  const { locale, isFailure } = event;
  switch (value.form) {
    case 'amount': {
      const money = { value: value.digits, currency: value.currency ?? event.currency };
      return figure(`**${formatMoney(money, locale)}**`);
    }
    case 'number':
      return figure(formatNumber(value.digits, locale));
    case 'duration':
      // Nobody reads milliseconds behind ten seconds.
      return figure(formatDuration(value.ms < 10_000 ? value.ms : Math.round(value.ms / 1000) * 1000));
    case 'time': {
      // Discord: API Reference, Message Formatting, "Timestamp Styles".
      const { seconds, isDay } = value.moment;
      return figure(`<t:${seconds}:${isDay ? 'D' : 'f'}> (<t:${seconds}:R>)`);
    }
    case 'code':
      return { text: value.text, ...codeLine(value.text) };
    case 'code-block':
      return { text: value.text, ...codeBlock(value.text, max) };
    case 'list':
      return { text: value.text, ...escapedList(value.text, max, isFailure) };
    case 'person':
      return { text: value.text, ...escapedName(value.text, max, isFailure) };
    case 'text':
      return { text: value.text, ...escapedText(value.text, max, isFailure) };
  }
}

/** Made of digits, and of nothing from outside. */
function figure(text: string): FieldValue {
  return { markdown: text, text, isCut: false };
}
