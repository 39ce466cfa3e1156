import { isDeepStrictEqual } from 'node:util';

export interface RowCacheOptions<Row> {
  /** What tells a row from the others of its store. */
  keyOf(row: Row): string;
  /** All rows of all stores, as they are kept. */
  read(): Promise<readonly Row[]>;
  /** Called after each change: a new row has no `before`, one that is gone no `after`. */
  onChange?(before: Row | undefined, after: Row | undefined): void;
}

/**
 * The rows of one noun, by store and key, as this process knows them: a copy in memory of what is stored. Whoever
 * changes a row writes it to the store first, and then here.
 */
export class RowCache<Row extends { store: string }> {
  readonly #options: RowCacheOptions<Row>;
  readonly #stores = new Map<string, Map<string, Row>>();
  readonly #none: ReadonlyMap<string, Row> = new Map();
  /** Rows that this process has written while a reading of all was under way. */
  #written: Set<string> | undefined;
  #reading: Promise<void> | undefined;
  #nextReading: Promise<void> | undefined;

  constructor(options: RowCacheOptions<Row>) {
    this.#options = options;
  }

  find(store: string, key: string): Row | undefined {
    return this.#stores.get(store)?.get(key);
  }

  /** The rows of a store by key; the map changes with them. */
  of(store: string): ReadonlyMap<string, Row> {
    return this.#stores.get(store) ?? this.#none;
  }

  /** The rows of all stores. */
  all(): Row[] {
    return [...this.#stores.values()].flatMap((rows) => [...rows.values()]);
  }

  put(row: Row): void {
    this.#written?.add(nameIn(row.store, this.#options.keyOf(row)));
    this.#set(row);
  }

  delete(store: string, key: string): void {
    this.#written?.add(nameIn(store, key));
    this.#drop(store, key);
  }

  /**
   * Reads all rows from the store, at the start and after another process has changed one. Calls that come while one
   * is under way share the next. Rows that have not changed stay the same objects. Rejects where they cannot be read;
   * then everything stays as it was.
   */
  load(): Promise<void> {
    if (this.#reading === undefined) return this.#startReading();
    this.#nextReading ??= this.#reading
      .catch(() => undefined)
      .then(() => {
        this.#nextReading = undefined;
        return this.#startReading();
      });
    return this.#nextReading;
  }

  #startReading(): Promise<void> {
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    // What was read may be older than what this process has written meanwhile, which therefore stands.
    const written = new Set<string>();
    this.#written = written;
    try {
      const rows = await this.#options.read();
      const there = new Set<string>();
      for (const row of rows) {
        const key = this.#options.keyOf(row);
        const name = nameIn(row.store, key);
        there.add(name);
        if (!written.has(name) && !isDeepStrictEqual(this.find(row.store, key), row)) this.#set(row);
      }
      for (const row of this.all()) {
        const key = this.#options.keyOf(row);
        const name = nameIn(row.store, key);
        if (!written.has(name) && !there.has(name)) this.#drop(row.store, key);
      }
    } finally {
      this.#written = undefined;
    }
  }

  #set(row: Row): void {
    const key = this.#options.keyOf(row);
    const rows = this.#stores.get(row.store) ?? new Map<string, Row>();
    const before = rows.get(key);
    rows.set(key, row);
    this.#stores.set(row.store, rows);
    this.#options.onChange?.(before, row);
  }

  #drop(store: string, key: string): void {
    const before = this.find(store, key);
    if (before === undefined) return;
    this.#stores.get(store)?.delete(key);
    this.#options.onChange?.(before, undefined);
  }
}

function nameIn(store: string, key: string): string {
  return `${store} ${key}`;
}
