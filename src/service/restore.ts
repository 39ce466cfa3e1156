import { join } from 'node:path';
import { opensSettings } from '../registry/sealed-destination.ts';
import { opensSource } from '../registry/source-registry.ts';
import { findSecretKey, secretKeyFile } from '../settings/secret-key.ts';
import type { Settings } from '../settings/settings.ts';
import { checkBackup, type Restorable, restoreFile } from '../storage/sqlite/restore-file.ts';

/** A backup that was checked. */
export interface CheckedBackup extends Omit<Restorable, 'sealed'> {
  /** The secret key opens what is sealed in the backup: `missing` where there is none, `other` where it does not. */
  key: 'fits' | 'other' | 'missing';
  /** The place of the key: a path, or `CRIER_SECRET_KEY`. */
  keyPlace: string;
  /** The database that it would take the place of. */
  database: string;
}

type RestoreSettings = Pick<Settings, 'database' | 'dataDir' | 'secretKey'>;

/**
 * Puts a backup in the place of the database that the settings name.
 *
 * @param decide is shown the checked backup; false leaves everything as it is. Undefined: it is only checked, also
 *   while Crier runs.
 * @returns where the database that was there is kept now.
 * @throws Error with the cure; then nothing has changed.
 */
export async function restore(
  settings: RestoreSettings,
  file: string,
  decide: ((found: CheckedBackup) => Promise<boolean>) | undefined,
): Promise<{ found: CheckedBackup; restored: boolean; aside: string | undefined }> {
  const { database } = settings;
  if (database.kind !== 'sqlite') throw new Error('PostgreSQL is restored with its own tools.');
  let checked: CheckedBackup | undefined;
  const judge = ({ sealed, ...rest }: Restorable): CheckedBackup => {
    checked = { ...rest, ...tryKey(settings, sealed), database: database.path };
    return checked;
  };
  if (decide === undefined) {
    return { found: judge(await checkBackup(file, database.path)), restored: false, aside: undefined };
  }
  const result = await restoreFile(file, database.path, (found) => decide(judge(found)));
  if (checked === undefined) throw new Error('a restored backup was not checked');
  return { found: checked, ...result };
}

function tryKey(settings: RestoreSettings, sealed: Restorable['sealed']): Pick<CheckedBackup, 'key' | 'keyPlace'> {
  const keyPlace = settings.secretKey === undefined ? join(settings.dataDir, secretKeyFile) : 'CRIER_SECRET_KEY';
  const key = findSecretKey(settings);
  const { destinations, sources } = sealed;
  if (destinations.length + sources.length === 0) return { key: 'fits', keyPlace };
  if (key === undefined) return { key: 'missing', keyPlace };
  const fits = destinations.every((one) => opensSettings(key, one)) && sources.every((one) => opensSource(key, one));
  return { key: fits ? 'fits' : 'other', keyPlace };
}
