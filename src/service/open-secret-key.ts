import { join } from 'node:path';
import type { Storage } from '../model/storage/storage.ts';
import { ConfigError } from '../settings/config-error.ts';
import { findSecretKey, makeSecretKey, secretKeyFile } from '../settings/secret-key.ts';
import type { Settings } from '../settings/settings.ts';
import { listUnopened } from './unopened-secrets.ts';

/**
 * The key that opens what is sealed in the database. A new one is made only where nothing is sealed yet.
 *
 * @returns `wasThere`: it is not new.
 * @throws ConfigError with the cure, where the key is lost or another one.
 */
export async function openSecretKey(
  settings: Pick<Settings, 'secretKey' | 'dataDir'>,
  storage: Pick<Storage, 'listDestinations' | 'listSources'>,
): Promise<{ secretKey: Buffer; wasThere: boolean }> {
  const key = findSecretKey(settings);
  const { destinations, sources } = await listUnopened(storage, key);
  const lost = destinations.length + sources.length;
  if (lost === 0) return { secretKey: key ?? makeSecretKey(settings), wasThere: key !== undefined };
  const file = settings.secretKey === undefined ? join(settings.dataDir, secretKeyFile) : 'CRIER_SECRET_KEY';
  const what =
    key === undefined
      ? `the secret key is missing, and the database holds secrets that were sealed with it (${lost})`
      : `the secret key is not the one that the secrets in the database were sealed with (${lost})`;
  throw new ConfigError([
    {
      file,
      what,
      expected: 'the key as it was when the secrets were stored, in this file or in CRIER_SECRET_KEY',
      cure: 'Put the key back from a copy and start again. Where it is lost for good, "npm run crier -- secrets reset" drops what it sealed, keeps every event and the log, and says what to enter again.',
    },
  ]);
}
