import type { ErrorCode, InputError } from '../../model/errors.ts';
import type { Opening } from '../../model/storage/storage.ts';
import type { WrittenRow } from './verb.ts';

// The messages between the thread of the service and the thread of the database.

/** The first message of the database's thread. */
export interface Ready {
  /** Their modes by name. */
  verbs: Readonly<Record<string, 'read' | 'write'>>;
  opening: Opening;
}

export interface Call {
  id: number;
  verb: string;
  args: readonly unknown[];
}

export type Reply =
  | { id: number; ok: true; value: unknown; written?: readonly WrittenRow[] }
  | { id: number; ok: false; code: ErrorCode; message: string; errors: readonly InputError[] };
