import { fingerprint, open, seal } from '../lib/secret-box.ts';
import type { Destination, DestinationSettings } from '../model/destination.ts';
import type { DestinationRecord } from '../model/storage/destinations.ts';

// A destination at rest: its settings sealed, and known by a fingerprint that tells nothing of them.

/** @param identity equal for two settings that mean the same place; may hold secrets. */
export function fingerprintOf(secretKey: Buffer, kind: string, identity: string): string {
  return fingerprint(secretKey, `${kind} ${identity}`);
}

/** @param print the destination's fingerprint: settings that are sealed for one cannot be opened as another's. */
export function sealSettings(secretKey: Buffer, settings: DestinationSettings, print: string): string {
  return seal(secretKey, JSON.stringify(settings), contextOf(print));
}

/** True where a key opens sealed settings. */
export function opensSettings(secretKey: Buffer, record: Pick<DestinationRecord, 'fingerprint' | 'sealed'>): boolean {
  try {
    open(secretKey, record.sealed, contextOf(record.fingerprint));
    return true;
  } catch {
    return false;
  }
}

/** The destination of a record. @throws SecretBoxError where the secret key is another one. */
export function openDestination(secretKey: Buffer, record: DestinationRecord): Destination {
  const { fingerprint: print, sealed, ...plain } = record;
  if (plain.state === 'deleted') return { ...plain, settings: {} };
  return { ...plain, settings: JSON.parse(open(secretKey, sealed, contextOf(print))) };
}

function contextOf(print: string): string {
  return `destination ${print.slice(0, 12)}`;
}
