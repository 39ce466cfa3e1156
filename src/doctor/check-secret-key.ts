import { join } from 'node:path';
import { ConfigError } from '../settings/config-error.ts';
import { findSecretKey, secretKeyFile } from '../settings/secret-key.ts';
import type { Settings } from '../settings/settings.ts';
import { type Finding, findingsOf, note, ok } from './finding.ts';

/** The key that seals secrets: there, whole, and for nobody else to read. */
export function checkSecretKey(settings: Settings): Finding[] {
  if (settings.secretKey !== undefined) return [ok('secret key from CRIER_SECRET_KEY')];
  const file = join(settings.dataDir, secretKeyFile);
  try {
    if (findSecretKey(settings) !== undefined) return [ok(`secret key ${file}`)];
    return [note('no secret key yet', 'The first start makes it.')];
  } catch (error) {
    if (error instanceof ConfigError) return findingsOf(error);
    throw error;
  }
}
