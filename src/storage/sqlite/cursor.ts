import { CrierError } from '../../model/errors.ts';
import type { Cursor } from '../../model/storage/page.ts';

/** A place in a list by the numbers that it is sorted by, as it is handed out. */
export function encodeCursor(...numbers: readonly number[]): Cursor {
  return Buffer.from(numbers.join('.')).toString('base64url');
}

/**
 * The numbers of a place in a list.
 *
 * @param count how many they are in this list.
 * @throws CrierError `invalid_cursor`.
 */
export function decodeCursor(cursor: Cursor, count: number): number[] {
  const parts = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  const numbers = parts.every((part) => /^\d{1,15}$/.test(part)) ? parts.map(Number) : [];
  if (numbers.length === count && encodeCursor(...numbers) === cursor) return numbers;
  throw new CrierError('invalid_cursor', 'The cursor is not one that this list handed out. Begin without it.', {
    errors: [{ path: 'cursor', message: 'expected the next_cursor of an earlier answer' }],
  });
}
