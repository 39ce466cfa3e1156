import Sqlite, { type Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { leadOf, walkSql } from '../../src/storage/sqlite/deliveries/delivery-filter.ts';
import { migrate } from '../../src/storage/sqlite/migrate.ts';
import { verbs } from '../../src/storage/sqlite/verbs.ts';

function emptyDatabase(): Database {
  const db = new Sqlite(':memory:');
  migrate(db);
  return db;
}

/** A database, the same one as verbs are given it, and every statement that they compile on it. */
function recording(): { db: Database; recorder: Database; statements: string[] } {
  const db = emptyDatabase();
  const statements: string[] = [];
  const recorder = new Proxy(db, {
    get(target, name) {
      if (name !== 'prepare') return Reflect.get(target, name, target);
      return (sql: string) => {
        statements.push(sql);
        return target.prepare(sql);
      };
    },
  });
  return { db, recorder, statements };
}

/** SQLite's plan, a step each: `SEARCH d USING INDEX deliveries_waiting (destination_seq=?)`. */
function planOf(db: Database, sql: string): string[] {
  const names = [...sql.matchAll(/\$(\w+)/g)].map(([, name]) => [name, null]);
  const places = [...sql.matchAll(/\?/g)].map(() => null);
  const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  return steps.all(...(names.length > 0 ? [Object.fromEntries(names)] : places)).map(({ detail }) => detail);
}

const planText = (db: Database, statements: readonly string[], part: string) => {
  const found = statements.filter((sql) => sql.includes(part));
  expect(found, `no statement with ${part}`).not.toEqual([]);
  return found.flatMap((sql) => planOf(db, sql)).join('\n');
};

const filters = [
  { name: 'the store', filter: {}, index: 'deliveries_by_store (store_id=? AND seq' },
  { name: 'a status', filter: { status: 'failed' }, index: 'deliveries_by_status (store_id=? AND status=? AND seq' },
  {
    name: 'delivered',
    filter: { status: 'delivered' },
    index: 'deliveries_by_status (store_id=? AND status=? AND seq',
  },
  {
    name: 'a category',
    filter: { category: 'errors', status: 'delivered' },
    index: 'deliveries_by_category (store_id=? AND category=? AND seq',
  },
  { name: 'a type', filter: { type: 'payment.completed' }, index: 'deliveries_by_type (store_id=? AND type=? AND seq' },
  {
    name: 'a destination',
    filter: { destination: 'dst_1' },
    index: 'deliveries_by_destination (destination_seq=? AND seq',
  },
  { name: 'words', filter: { q: 'steve' }, index: 'SEARCH d USING INDEX deliveries_by_event (event_seq=?)' },
] as const;

test.each(filters)('a page led by $name walks one index, in its order, and sorts nothing', ({ filter, index }) => {
  const plan = planOf(emptyDatabase(), walkSql(leadOf({ store: 'main', ...filter })));
  expect(plan.join('\n')).toContain(index);
  expect(plan.filter((line) => /TEMP B-TREE|^SCAN (?!j )/.test(line))).toEqual([]);
});

test('each kind of filter has a lead of its own', () => {
  const leads = filters.map(({ filter }) => leadOf({ store: 'main', ...filter }));
  expect(leads).toEqual(['store', 'rareStatus', 'status', 'category', 'type', 'destination', 'words']);
});

/** The statements that verbs compile. */
function statementsOf(...names: (keyof typeof verbs)[]): { db: Database; statements: string[] } {
  const recorded = recording();
  for (const name of names) verbs[name].prepare(recorded.recorder, () => {});
  return recorded;
}

const allStatements = () => statementsOf(...(Object.keys(verbs) as (keyof typeof verbs)[]));

test('a look into a lane searches what waits in it and nothing else', () => {
  const { db, statements } = allStatements();
  const plan = planText(db, statements, 'INDEXED BY deliveries_waiting ON');
  expect(plan).toContain('SEARCH d USING INDEX deliveries_waiting (destination_seq=?)');
  expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
});

test('the oldest of a lane and the unrouted are read along their indexes', () => {
  const { db, statements } = allStatements();
  expect(planText(db, statements, 'AS oldest')).toContain(
    'SEARCH d USING INDEX deliveries_waiting (destination_seq=?)',
  );
  expect(planText(db, statements, "status = 'unrouted' AND d.seq")).toContain(
    'deliveries_by_status (store_id=? AND status=? AND rowid>?)'.replace('rowid', 'seq'),
  );
});

/** Tables with a row for each route, key, destination, store, source or word: a handful. */
const small = /^SCAN (stores|routes|api_keys|destinations|x|o|r|meta|sources|s|webhooks|guilds|link_codes|digests)\b/;

/** The ways in which they may find deliveries and messages: along an index, bounded at both ends where it says so. */
const searches = [
  ['peekDue', 'next_attempt_at IS NULL', 'd USING INDEX deliveries_fresh (destination_seq=?)'],
  ['peekDue', '<= $now', 'd USING INDEX deliveries_retrying (destination_seq=? AND next_attempt_at<?)'],
  ['peekDue', '> $latest', 'd USING INDEX deliveries_retrying (destination_seq=? AND next_attempt_at>?)'],
  ['peekDue', '> $now', 'd USING COVERING INDEX deliveries_retrying (destination_seq=? AND next_attempt_at>?)'],
  ['leaseLanes', 'lane_group = $group', 'leases USING INDEX leases_by_group (lane_group=?)'],
  ['renewLeases', 'CROSS JOIN', 'leases USING INDEX leases_by_owner (owner=?)'],
  ['recordAttempts', 'LEFT JOIN leases', 'leases USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN'],
  ['listInFlight', 'JOIN in_flight', 'f USING COVERING INDEX in_flight_by_destination (destination_seq=?)'],
  ['cancelLane', 'UPDATE deliveries', 'd USING COVERING INDEX deliveries_waiting (destination_seq=?)'],
  ['pruneFailed', "status = 'failed'", 'd USING INDEX deliveries_failed (destination_seq=? AND settled_at<?)'],
  ['pruneFailed', 'DELETE FROM events', 'deliveries USING COVERING INDEX deliveries_by_event (event_seq=?)'],
  ['pruneFailed', 'DELETE FROM messages', 'attempts USING COVERING INDEX attempts_by_message (message_seq=?)'],
  ['pruneFailed', 'DELETE FROM attempts', 'attempts USING INDEX attempts_by_delivery (delivery_seq=?)'],
  ['listMessages', 'FROM messages', 'm USING INDEX messages_by_store (store_id=? AND seq>?)'],
  ['listOrphaned', 'FROM deliveries', 'd USING INDEX deliveries_waiting (destination_seq=?)'],
  [
    'listEventFacts',
    'FROM events',
    'events USING INDEX events_by_time (store_id=? AND accepted_at>? AND accepted_at<?)',
  ],
  [
    'listEventFacts',
    'FROM events',
    'events USING INDEX events_by_occurrence (store_id=? AND occurred_at>? AND occurred_at<?)',
  ],
  ['listPlayerNames', 'INDEXED BY', 'events USING INDEX events_by_time (store_id=?)'],
  ['replayDeliveries', 'LEFT JOIN', 'd USING INDEX sqlite_autoindex_deliveries_1 (id=?)'],
  ['replayDeliveries', 'UPDATE deliveries', 'deliveries USING INTEGER PRIMARY KEY (rowid=?)'],
] as const;

test.each(searches)('%s, the statement with %s, searches %s', (name, part, search) => {
  const { db, statements } = statementsOf(name);
  const plan = planText(db, statements, part).split('\n');
  expect(plan).toContain(`SEARCH ${search}`);
  expect(plan.filter((line) => /TEMP B-TREE/.test(line) || (/^SCAN/.test(line) && !small.test(line)))).toEqual([]);
});

test('a look and a cancellation begin with their one destination', () => {
  const { db, statements } = statementsOf('peekDue', 'cancelLane', 'pruneFailed');
  const joins = statements.filter((sql) => sql.includes('FROM destinations x'));
  expect(joins).toHaveLength(6);
  for (const sql of joins) {
    const loops = planOf(db, sql).filter((line) => /^(SEARCH|SCAN) [xd]\b/.test(line));
    expect(loops.map((line) => line.split(' ', 2).join(' '))).toEqual(['SEARCH x', 'SEARCH d']);
    expect(loops[0]).toContain('(id=?)');
  }
});

/** Walks and sorts whose size is bounded by something else than the history. */
const bounded = {
  'json_each($events) j LEFT JOIN': 'walks a chunk of what a search has found',
  'SELECT * FROM messages ORDER BY seq DESC LIMIT': 'ends after the newest',
  'FROM destinations x WHERE x.store_id = ? ORDER BY x.seq': 'sorts the destinations of one store',
  'SELECT destination_seq, count(*) AS n FROM (': 'sorts up to 10,000 of those that wait for a person',
  'SELECT DISTINCT message_seq AS seq FROM attempts WHERE delivery_seq = ?': 'sorts the attempts of one delivery',
  'DELETE FROM event_counts WHERE minute < ?': 'holds eight days of minutes; once a day',
  'event_words MATCH $words': 'walks the index of words from the newest match, and ends after a page',
  'event_words MATCH \'"test"\'': 'walks the index of words from where a page begins, and ends after 500',
  'DELETE FROM event_words WHERE rowid = ?': 'a virtual table calls every access a scan; this one is by its key',
};

test('no statement of the store scans or sorts a table that grows', () => {
  const { db, statements } = allStatements();
  expect(statements.length).toBeGreaterThan(60);
  const bad = statements.flatMap((sql) => {
    if (Object.keys(bounded).some((known) => sql.includes(known))) return [];
    const steps = planOf(db, sql).filter(
      (line) => (/^SCAN/.test(line) && !small.test(line) && !/\(subquery/.test(line)) || /TEMP B-TREE/.test(line),
    );
    return steps.map((line) => `${line}: ${sql.trim().slice(0, 120)}`);
  });
  expect(bad, 'give it an index, or say above why it is bounded').toEqual([]);
});
