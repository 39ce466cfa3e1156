import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../settings/config-error.ts';
import { findSecretKey, secretKeyFile } from '../settings/secret-key.ts';
import type { Settings } from '../settings/settings.ts';
import type { InspectFile, OpensSettings, SealedSettings } from './check-database.ts';
import { bad, type Finding, findingsOf, note, ok } from './finding.ts';

export interface CheckSecretKeyDeps {
  inspectFile: InspectFile;
  opensSettings: OpensSettings;
}

/** The key that seals secrets: there, whole, for nobody else to read, and the one that opens what is stored. */
export function checkSecretKey(settings: Settings, deps: CheckSecretKeyDeps): Finding[] {
  const file = join(settings.dataDir, secretKeyFile);
  const place = settings.secretKey === undefined ? file : 'from CRIER_SECRET_KEY';
  const sealed = sealedIn(settings, deps);
  try {
    const key = findSecretKey(settings);
    if (key === undefined && sealed.length === 0) return [note('no secret key yet', 'The first start makes it.')];
    if (key === undefined) {
      return [bad(`secret key ${file} is missing, and the database holds secrets that were sealed with it`, cure)];
    }
    if (sealed.every((one) => deps.opensSettings(key, one))) return [ok(`secret key ${place}`)];
    return [bad(`secret key ${place} is not the one that the secrets in the database were sealed with`, cure)];
  } catch (error) {
    if (error instanceof ConfigError) return findingsOf(error);
    throw error;
  }
}

const cure =
  'Put the key back from a copy, into this file or CRIER_SECRET_KEY. Where it is lost for good: npm run crier -- secrets reset.';

/** None where there is no database, or it cannot be read, which its own check tells. */
function sealedIn({ database }: Settings, { inspectFile }: CheckSecretKeyDeps): readonly SealedSettings[] {
  if (database.kind !== 'sqlite' || !existsSync(database.path)) return [];
  try {
    return inspectFile(database.path).sealed;
  } catch {
    return [];
  }
}
