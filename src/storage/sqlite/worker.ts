import { parentPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { CrierError } from '../../model/errors.ts';
import { openDatabase } from './open-database.ts';
import type { Call, Ready, Reply } from './protocol.ts';
import { isDamaged, unusable } from './unusable.ts';
import type { OnChange, WrittenRow } from './verb.ts';
import { verbs } from './verbs.ts';

// The thread that owns the database, so that neither a sync nor a long read ever stops the service.

/** A verb whose arguments nobody knows any more: they came from another thread, checked where they were passed. */
interface AnyVerb {
  mode: 'read' | 'write';
  prepare(db: Database, onChange: OnChange): (...args: unknown[]) => unknown;
}

class LostTransaction extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('the transaction was undone');
    this.reply = reply;
  }
}

function failed(id: number, error: unknown): Reply {
  if (error instanceof CrierError) {
    return { id, ok: false, code: error.code, message: error.message, errors: error.errors };
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  const isDisk = /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB|BUSY|LOCKED|NOMEM|PERM|AUTH)/.test(code);
  return {
    id,
    ok: false,
    code: isDisk ? 'store_unavailable' : 'internal',
    message: isDamaged(error) ? unusable(workerData.path, error).message : `${message} (${code})`,
    errors: [],
  };
}

const port = parentPort;
if (port === null) throw new Error('worker.ts runs as a worker thread only');
const opened = openDatabase(workerData.path);
const { db, opening } = opened;

/** The rows of the configuration that the running call has changed. */
let written: WrittenRow[] = [];
const prepared = prepareVerbs();

function prepareVerbs() {
  try {
    return new Map(
      Object.entries<AnyVerb>(verbs as Record<string, AnyVerb>).map(([name, { mode, prepare }]) => {
        const run = prepare(db, (row) => written.push(row));
        return [name, { mode, run }];
      }),
    );
  } catch (error) {
    throw unusable(workerData.path, error);
  }
}
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const rollback = db.prepare('ROLLBACK');
const savepoint = db.prepare('SAVEPOINT call');
const release = db.prepare('RELEASE call');
const undo = db.prepare('ROLLBACK TO call');

function run(call: Call): Reply {
  try {
    const verb = prepared.get(call.verb);
    if (verb === undefined) throw new Error(`the store has no verb ${call.verb}`);
    written = [];
    const value = verb.run(...call.args);
    return written.length === 0 ? { id: call.id, ok: true, value } : { id: call.id, ok: true, value, written };
  } catch (error) {
    return failed(call.id, error);
  }
}

/** Runs a write. A full disk makes SQLite undo the whole transaction by itself: then none of the calls has happened. */
function runWrite(call: Call): Reply {
  const reply = run(call);
  if (!db.inTransaction) throw new LostTransaction(reply);
  return reply;
}

function runUntilFailure(calls: readonly Call[]): Reply[] | undefined {
  const replies: Reply[] = [];
  for (const call of calls) {
    const reply = runWrite(call);
    if (!reply.ok) return undefined;
    replies.push(reply);
  }
  return replies;
}

function runUndoable(call: Call): Reply {
  savepoint.run();
  const reply = runWrite(call);
  if (!reply.ok) undo.run();
  release.run();
  return reply;
}

/**
 * One commit for all the writes that came together; nobody is answered before it has reached the disk. Where one of
 * them fails, all are done again so that it alone can be undone: failures are rare, and savepoints cost every call.
 */
function runWrites(calls: readonly Call[]): Reply[] {
  try {
    begin.run();
    let replies = runUntilFailure(calls);
    if (replies === undefined) {
      rollback.run();
      begin.run();
      replies = calls.map(runUndoable);
    }
    commit.run();
    return replies;
  } catch (error) {
    if (db.inTransaction) rollback.run();
    if (error instanceof LostTransaction) return calls.map((call) => ({ ...error.reply, id: call.id }));
    return calls.map((call) => failed(call.id, error));
  }
}

/** Reads that wait. One is run in a turn of the event loop, so that a commit never waits longer than one of them takes. */
const waitingReads: Call[] = [];

function runNextRead(): void {
  const call = waitingReads.shift();
  if (call === undefined) return;
  port?.postMessage([run(call)]);
  if (waitingReads.length > 0) setImmediate(runNextRead);
}

function addReads(calls: readonly Call[]): void {
  if (waitingReads.length === 0 && calls.length > 0) setImmediate(runNextRead);
  waitingReads.push(...calls);
}

async function runTask(call: Call): Promise<void> {
  try {
    if (call.verb === 'backup') await db.backup(String(call.args[0]));
    else {
      while (waitingReads.length > 0) runNextRead();
      opened.close();
    }
    port?.postMessage([{ id: call.id, ok: true, value: undefined } satisfies Reply]);
    if (call.verb === 'close') port?.close();
  } catch (error) {
    port?.postMessage([failed(call.id, error)]);
  }
}

port.on('message', (calls: Call[]) => {
  const writes = calls.filter((call) => prepared.get(call.verb)?.mode === 'write');
  const tasks = calls.filter((call) => call.verb === 'backup' || call.verb === 'close');
  if (writes.length > 0) port.postMessage(runWrites(writes));
  addReads(calls.filter((call) => !writes.includes(call) && !tasks.includes(call)));
  for (const task of tasks) void runTask(task);
});
const modes = [...prepared].map(([name, { mode }]) => [name, mode] as const);
port.postMessage({ verbs: Object.fromEntries(modes), opening } satisfies Ready);
