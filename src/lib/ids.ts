import { v7 } from 'uuid';

/** What an id is of; it stands in front of the id, so that a pasted one explains itself. */
export type IdKind = 'evt' | 'dlv' | 'att' | 'dst' | 'key';

/**
 * A new time-ordered id such as `evt_0193a5…` (UUIDv7, RFC 9562, without dashes): ids made later sort later,
 * also within one millisecond.
 */
export function newId(kind: IdKind): string {
  return `${kind}_${v7().replaceAll('-', '')}`;
}

/**
 * The smallest id of a kind that could have been made at `epochMs`; every id made earlier sorts before it.
 */
export function firstIdAt(kind: IdKind, epochMs: number): string {
  return `${kind}_${Math.max(0, Math.floor(epochMs)).toString(16).padStart(12, '0')}${'0'.repeat(20)}`;
}
