import { existsSync } from 'node:fs';
import { filesFolderOf } from '../lib/files-folder.ts';
import type { Opening } from '../model/storage/storage.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * The sentences about a database just opened that its operator has to read.
 *
 * @param hadKey true where there was a secret key before.
 */
export function noticesOf(
  { isNew, upgraded }: Opening,
  { database, secretKey }: Pick<Settings, 'database' | 'secretKey'>,
  hadKey: boolean,
): string[] {
  const notices: string[] = [];
  if (upgraded !== undefined) {
    const { from, to, copy } = upgraded;
    notices.push(`the database was brought from schema ${from} to ${to}; as it was before it is kept in ${copy}`);
  }
  if (!isNew || database.kind !== 'sqlite') return notices;
  const hadKeyFile = hadKey && secretKey === undefined;
  const older = [hadKeyFile ? 'secret key' : '', existsSync(filesFolderOf(database.path)) ? 'files of events' : ''];
  const found = older.filter((one) => one !== '');
  if (found.length > 0) {
    notices.push(
      `${database.path} is new and empty, though Crier has run here before (${found.join(', ')}). If the database was lost: stop, then npm run crier -- restore <file>`,
    );
  }
  return notices;
}
