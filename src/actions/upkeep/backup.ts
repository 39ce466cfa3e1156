import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileStamp } from '../../lib/file-stamp.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { requireScope } from '../require-scope.ts';
import type { UpkeepDeps } from './upkeep-deps.ts';

/**
 * Copies the database while it is in use, into the data folder.
 *
 * @returns where it is, and its size in bytes.
 * @throws CrierError `wrong_state` where the database is not a file.
 */
export async function backup(
  deps: Pick<UpkeepDeps, 'storage' | 'clock' | 'dataDir'>,
  actor: Actor,
): Promise<{ path: string; bytes: number }> {
  requireScope(actor, 'installation');
  const stamp = fileStamp(deps.clock.now());
  const path = join(deps.dataDir, `backup-${stamp}.db`);
  if (deps.storage.backup === undefined) {
    throw new CrierError(
      'wrong_state',
      'The database is not a file that Crier can copy. Back it up with its own tools.',
    );
  }
  await deps.storage.backup(path);
  return { path, bytes: (await stat(path)).size };
}
