import { createHash } from 'node:crypto';

/** A code that links a Discord server as it is kept: SHA-256 in hex. */
export function hashLinkCode(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
