import type { OpenStorage } from '../model/storage/storage.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';

/**
 * Opens the database that the settings name.
 *
 * @throws Error when it cannot be opened, with the cure.
 */
export function openStorage(database: { kind: 'sqlite'; path: string } | { kind: 'postgres' }): Promise<OpenStorage> {
  if (database.kind === 'sqlite') return openSqlite(database.path);
  throw new Error('PostgreSQL is not supported by this version. Set DATABASE_URL=sqlite:data/crier.db, or remove it.');
}
