import { z } from 'zod';
import { type Read, type Refusal, refuse } from '../contract/parsed.ts';

/**
 * A zod schema of one value, whose issue carries `what`, `expected` and `cure` of the refusal as `params`.
 */
export function leaf<T>(read: Read<T>) {
  return z.unknown().transform((value, context): T => {
    const parsed = read(value);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.what, params: orNothing(value, parsed) });
    return z.NEVER;
  });
}

/** For a key with nothing behind it. */
export function noValue(expected: string): Refusal {
  const cure = 'Write the value behind the colon (in quotes if it begins with #), or remove the line.';
  return refuse('has no value', expected, cure);
}

function orNothing(value: unknown, refusal: Refusal): Refusal {
  if (value === null) return noValue(refusal.expected);
  return value === undefined ? refuse('is missing', refusal.expected, 'Add it.') : refusal;
}
