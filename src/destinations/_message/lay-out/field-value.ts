import { embedLimits } from '../../../discord/limits.ts';
import type { Moment } from '../../../lib/moment.ts';
import type { CleanEvent } from '../clean-event/clean-event.ts';
import type { CleanValue } from '../clean-event/clean-value.ts';
import { plainValue } from '../plain-value.ts';
import { codeBlock, codeLine, type EscapedText, escapedList, escapedName, escapedText } from './escaped-text.ts';

/** A value as a field shows it; its markdown is within the limit of a field's value. */
export interface FieldValue extends EscapedText {
  /** The same as plain text, whole. */
  text: string;
}

/** A value of the event as markdown of at most `max` code points. */
export function fieldValue(value: CleanValue, event: CleanEvent, max: number = embedLimits.fieldValue): FieldValue {
  const { isFailure } = event;
  switch (value.form) {
    case 'amount':
      return figure(`**${plainValue(value, event)}**`);
    case 'number':
    case 'duration':
      return figure(plainValue(value, event));
    case 'time':
      return figure(`${timestamp(value.moment)} (${timestamp(value.moment, 'R')})`);
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

/** Discord: API Reference, Message Formatting, "Timestamp Styles". */
export function timestamp({ seconds, isDay }: Moment, style: 'R' | 'f' | 'D' = isDay ? 'D' : 'f'): string {
  return `<t:${seconds}:${style}>`;
}
