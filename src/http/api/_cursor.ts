import { CrierError } from '../../model/errors.ts';
import type { DeliveryCursor } from '../../model/records.ts';

/** A place in a list as the API hands it out: opaque to the caller. */
export function encodeCursor(cursor: DeliveryCursor | undefined): string | null {
  return cursor === undefined ? null : Buffer.from(`${cursor.seq}.${cursor.eventSeq}`).toString('base64url');
}

/** @throws CrierError `invalid_cursor`. */
export function decodeCursor(text: string | undefined): DeliveryCursor | undefined {
  if (text === undefined) return undefined;
  const [, seq, eventSeq] = /^(\d{1,15})\.(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (seq === undefined || eventSeq === undefined) {
    throw new CrierError('invalid_cursor', 'The cursor is not one that this list handed out. Begin without it.', {
      errors: [{ path: 'cursor', message: 'expected the next_cursor of an earlier answer' }],
    });
  }
  return { seq: Number(seq), eventSeq: Number(eventSeq) };
}
