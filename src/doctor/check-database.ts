import { existsSync } from 'node:fs';
import type { Settings } from '../settings/settings.ts';
import { bad, type Finding, note, ok } from './finding.ts';

/** Looks into a database file without changing it. @throws Error where it cannot be read. */
export type InspectFile = (path: string) => {
  /** The schema that it has. */
  schema: number;
  /** The newest schema that this program knows. */
  newest: number;
  /** `ok`, or what is damaged. */
  check: string;
  /** Some of the settings that are sealed with the secret key. */
  sealed: readonly SealedSettings[];
};

export interface SealedSettings {
  fingerprint: string;
  sealed: string;
}

/** True where a secret key opens sealed settings. */
export type OpensSettings = (secretKey: Buffer, sealed: SealedSettings) => boolean;

/** The database file: there or to be made, undamaged, and not of a newer Crier. */
export function checkDatabase({ database: used }: Pick<Settings, 'database'>, inspectFile: InspectFile): Finding[] {
  if (used.kind !== 'sqlite') return [note('the database is PostgreSQL; the service checks it when it starts')];
  const { path } = used;
  if (!existsSync(path)) return [note('no database yet', 'The first start makes it.')];
  try {
    const { schema, newest, check } = inspectFile(path);
    if (check !== 'ok') {
      return [
        bad(
          `database ${path} is damaged: ${check}`,
          'Stop Crier and put a backup in its place: npm run crier -- restore <file>',
        ),
      ];
    }
    if (schema > newest) {
      const what = `database ${path} has schema ${schema}, this Crier knows up to ${newest}`;
      return [
        bad(
          what,
          'It was written by a newer Crier: start that one, or put an older backup in its place: npm run crier -- restore <file>',
        ),
      ];
    }
    return [ok(`database ${path}, schema ${schema} of ${newest}, undamaged`)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      bad(
        `database ${path} cannot be read: ${reason}`,
        'Check its rights, or put a backup in its place: npm run crier -- restore <file>',
      ),
    ];
  }
}
