import { countCodePoints, cut } from '../lib/text.ts';

/** Discord strips what is not well formed by itself, and NUL ends a text in places (Webhook Resource). */
const unprintable = /[[\p{Cc}\u202a-\u202e\u2066-\u2069]--[\t\n\u0080-\u009f]]/gv;

/** The text as Discord keeps it, within `max` code points; undefined where nothing of it is left. */
export function validText(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string' || max < 1) return undefined;
  const whole = value.toWellFormed().replace(unprintable, '').trim();
  const within = cut(whole, max, { escaped: true }).trim();
  return within === '' ? undefined : within;
}

/** The code points that the texts of one message may still have together. */
export interface TextBudget {
  left: number;
}

/** The text within its own limit and within the budget, which it then lessens. */
export function spendText(value: unknown, max: number, budget: TextBudget): string | undefined {
  const text = validText(value, Math.min(max, budget.left));
  if (text !== undefined) budget.left -= countCodePoints(text);
  return text;
}
