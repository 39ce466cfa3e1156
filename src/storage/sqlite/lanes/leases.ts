import type { Database } from 'better-sqlite3';
import { type Lanes, type Lease, laneGroup } from '../../../model/storage/lanes.ts';
import { row, rows, type Verbs } from '../verb.ts';

interface LaneColumns {
  seq: number;
  id: string;
  facts: string;
}

interface LeaseColumns extends LaneColumns {
  epoch: number;
  until: number;
}

/**
 * Makes the table of leases. It lasts as long as the connection, since the lock on the file proves that no owner from
 * before is left; writing to it alone costs no commit on the disk.
 */
export function createLeases(db: Database): void {
  db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS leases (
      destination_seq INTEGER PRIMARY KEY,
      lane_group      TEXT,
      owner           TEXT,
      epoch           INTEGER NOT NULL,
      until           INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS temp.leases_by_group ON leases (lane_group, destination_seq)
      WHERE lane_group IS NOT NULL;
    CREATE INDEX IF NOT EXISTS temp.leases_by_owner ON leases (owner, destination_seq) WHERE owner IS NOT NULL`);
}

const groupOf = ({ facts }: LaneColumns): string | null => laneGroup(JSON.parse(facts)) ?? null;

export const leases = {
  leaseLanes: {
    mode: 'write',
    prepare(db) {
      createLeases(db);
      const find = db.prepare('SELECT seq, id, facts FROM destinations WHERE id = ?');
      const waiting = db.prepare('SELECT seq, id, facts FROM destinations WHERE pending > 0 ORDER BY seq');
      const taken = db.prepare(`
        SELECT 1 FROM leases
        WHERE (destination_seq = $seq OR lane_group = $group) AND owner <> $owner AND until > $now LIMIT 1`);
      const take = db.prepare(`
        INSERT INTO leases (destination_seq, lane_group, owner, epoch, until) VALUES ($seq, $group, $owner, 1, $until)
        ON CONFLICT DO UPDATE SET epoch = epoch + (owner IS NOT excluded.owner OR until <= $now),
          lane_group = excluded.lane_group, owner = excluded.owner, until = excluded.until
        RETURNING epoch`);
      return ({ owner, now, until, lanes }) => {
        const found = lanes === undefined ? waiting.all() : lanes.map((id) => find.get(id)).filter(Boolean);
        return rows<LaneColumns>(found).flatMap((lane): Lease[] => {
          const { seq, id } = lane;
          const group = groupOf(lane);
          if (taken.get({ seq, group, owner, now }) !== undefined) return [];
          const lease = row<{ epoch: number }>(take.get({ seq, group, owner, now, until }));
          return lease === undefined ? [] : [{ lane: id, epoch: lease.epoch, until }];
        });
      };
    },
  },

  renewLeases: {
    mode: 'write',
    prepare(db) {
      createLeases(db);
      const own = db.prepare(`
        SELECT x.seq, x.id, x.facts, leases.epoch, leases.until FROM leases
        CROSS JOIN destinations x ON x.seq = leases.destination_seq WHERE leases.owner = ? ORDER BY leases.destination_seq`);
      const regroup = db.prepare('UPDATE leases SET lane_group = ? WHERE destination_seq = ?');
      const rival = db.prepare(`
        SELECT 1 FROM leases
        WHERE lane_group = $group AND destination_seq < $before AND owner <> $owner AND until > $now LIMIT 1`);
      const prolong = db.prepare('UPDATE leases SET until = ? WHERE destination_seq = ?');
      const lose = db.prepare('UPDATE leases SET owner = NULL WHERE destination_seq = ?');
      return ({ owner, now, until }) => {
        const found = rows<LeaseColumns>(own.all(owner)).map((lane) => ({ ...lane, group: groupOf(lane) }));
        const oldest = new Map<string | null, number>();
        for (const { seq, group, until: end } of found) {
          regroup.run(group, seq);
          if (end > now && !oldest.has(group)) oldest.set(group, seq);
        }
        return found.flatMap(({ seq, id, epoch, group }): Lease[] => {
          // Older than what it still has of the group; where it has nothing of it any more, of any age.
          const before = oldest.get(group) ?? Number.MAX_SAFE_INTEGER;
          if (rival.get({ group, before, owner, now }) !== undefined) {
            lose.run(seq);
            return [];
          }
          prolong.run(until, seq);
          return [{ lane: id, epoch, until }];
        });
      };
    },
  },

  releaseLanes: {
    mode: 'write',
    prepare(db) {
      createLeases(db);
      const releaseAll = db.prepare('UPDATE leases SET owner = NULL WHERE owner = ?');
      const release = db.prepare(`
        UPDATE leases SET owner = NULL
        WHERE destination_seq = (SELECT seq FROM destinations WHERE id = ?) AND owner = ?`);
      return (owner, lanes) => {
        if (lanes === undefined) releaseAll.run(owner);
        else for (const lane of lanes) release.run(lane, owner);
      };
    },
  },
} satisfies Verbs<Pick<Lanes, 'leaseLanes' | 'renewLeases' | 'releaseLanes'>>;
