import type { Changes } from './changes.ts';
import type { Deliveries } from './deliveries.ts';
import type { EventFiles } from './event-files.ts';
import type { Events } from './events.ts';
import type { Lanes } from './lanes.ts';
import type { Receipts } from './receipts.ts';
import type { RegistryRows } from './registry-rows.ts';
import type { Reports } from './reports.ts';
import type { Upkeep } from './upkeep.ts';

export type EventLog = Events & Deliveries;

/**
 * Everything that is kept. Each verb is one whole transaction: when its promise resolves, what it wrote has reached
 * the disk. All times are epoch milliseconds. Every verb rejects with CrierError `store_unavailable` where the
 * database cannot be read or written.
 */
export type Storage = EventLog & Lanes & RegistryRows & Receipts & Reports & Upkeep & Changes;

/** The facts of how a database was opened. */
export interface Opening {
  /** True where there was none, or an empty one. */
  isNew: boolean;
  /** The schemas before and after, and the copy that was made before. */
  upgraded?: { from: number; to: number; copy: string };
}

/** The ability of a database that lies in one file. */
export interface Backup {
  /**
   * Writes a consistent copy of the whole database into a new file while it is in use, and the files of events beside
   * it; the file has its name only once it is whole. @throws CrierError `wrong_state` while another is made, or where
   * the file is there already.
   */
  backup(path: string): Promise<void>;
}

/** The store as it is opened; with `backup` where its database is a file. */
export type OpenStorage = Storage &
  Partial<Backup> & {
    files: EventFiles;
    opening: Opening;
    /** Calls that are not answered yet. */
    underWay(): number;
    /** Resolves with the reason when the database is lost, so that no call can be answered any more; never after `close`. */
    lost: Promise<Error>;
  };
