import type { Database } from 'better-sqlite3';
import type { Change, Changes } from '../../model/storage/changes.ts';
import type { Storage } from '../../model/storage/storage.ts';

/** A change as a verb knows it. */
export type WrittenRow = Omit<Change, 'isOwn'>;

/** Tells of a change of what is configured; it is passed on once the transaction is committed, else forgotten. */
export type OnChange = (row: WrittenRow) => void;

/**
 * One verb of the store on SQLite. `prepare` compiles its statements once; what it returns runs inside a transaction
 * when `mode` is `write`, and throws to undo all that it did.
 */
export interface Verb<Call extends (...args: never[]) => Promise<unknown>> {
  mode: 'read' | 'write';
  prepare: (db: Database, onChange: OnChange) => (...args: Parameters<Call>) => Awaited<ReturnType<Call>>;
}

/** All verbs of a part of the store: a file named after its noun has them, and may keep long ones in a folder. */
export type Verbs<Part> = {
  [Name in keyof Part]: Part[Name] extends (...args: never[]) => Promise<unknown> ? Verb<Part[Name]> : never;
};

/** The part of the port that is verbs of the database. */
export type StoredVerbs = Omit<Storage, keyof Changes | 'close'>;

/** Rows as better-sqlite3 returns them, named by the statement that selects them. */
export function rows<Row>(found: unknown[]): Row[] {
  // better-sqlite3 cannot know a statement's columns; the casts of rows are here and nowhere else.
  return found as Row[];
}

/** Rows one by one, for who may stop before the last. */
export function rowsOf<Row>(found: Iterable<unknown>): Iterable<Row> {
  return found as Iterable<Row>;
}

/** The one row of a statement, if there is one. */
export function row<Row>(found: unknown): Row | undefined {
  return found as Row | undefined;
}
