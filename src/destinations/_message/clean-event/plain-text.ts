import { type PlainStyle, plainValue } from '../plain-value.ts';
import type { OwnText } from './own-part.ts';

/** A filled in text without regard to Markdown: for what is compared, and for the file with what was cut. */
export function plainText(text: OwnText | undefined, style: PlainStyle): string {
  return (text?.parts ?? []).map((part) => ('own' in part ? part.own : plainValue(part.value, style))).join('');
}
