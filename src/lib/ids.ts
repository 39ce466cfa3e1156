import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** The kind of thing that an id is of; it stands in front of the id, so that a pasted one explains itself. */
export type IdKind = 'evt' | 'dlv' | 'att' | 'dst' | 'key' | 'req';

/** Random bytes are asked for by the thousand: a call for each id would cost more than the id. */
const pool = Buffer.alloc(16 * 1_024);
const made = Buffer.alloc(16);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

function random(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}

/**
 * A new time-ordered id such as `evt_0193a5…` (UUIDv7, RFC 9562, without dashes): ids made later sort later,
 * also within one millisecond.
 */
export function newId(kind: IdKind): string {
  const bytes = random();
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = bytes.readUInt32BE(0) >>> 1;
  } else sequence += 1;
  return `${kind}_${v7({ msecs: lastMs, seq: sequence, random: bytes }, made).toString('hex')}`;
}

/**
 * The smallest id of a kind that could have been made at `epochMs`; every id made earlier sorts before it.
 */
export function firstIdAt(kind: IdKind, epochMs: number): string {
  return `${kind}_${Math.max(0, Math.floor(epochMs)).toString(16).padStart(12, '0')}${'0'.repeat(20)}`;
}
