import type { Database } from 'better-sqlite3';
import type { Storage } from '../storage.ts';

/**
 * One verb of the store on SQLite: a file under verbs/ named after it. `prepare` compiles its statements once;
 * what it returns runs inside a transaction when `mode` is `write`, and throws to undo all that it did.
 */
export interface Verb<Name extends keyof Storage> {
  mode: 'read' | 'write';
  prepare(db: Database): (...args: Parameters<Storage[Name]>) => Awaited<ReturnType<Storage[Name]>>;
}

/** A row as better-sqlite3 returns it, named by the statement that selects it. */
export function rows<Row>(found: unknown[]): Row[] {
  // better-sqlite3 cannot know a statement's columns; the one cast of the store is here.
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
