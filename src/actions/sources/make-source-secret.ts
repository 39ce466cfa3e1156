import { randomBytes } from 'node:crypto';
import { CrierError } from '../../model/errors.ts';
import { type Source, weaknessOf } from '../../model/source.ts';

/** A secret for a platform that knows none of its own. */
export function makeSourceSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** @throws CrierError `invalid_source` for a secret that cannot be one of that source. */
export function requireFit(source: Source, secret: string): void {
  const weakness = weaknessOf(source, secret);
  if (weakness === undefined) return;
  throw new CrierError('invalid_source', weakness, { errors: [{ path: 'secret', message: weakness }] });
}
