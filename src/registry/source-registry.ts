import type { Clock } from '../lib/clock.ts';
import { open, seal } from '../lib/secret-box.ts';
import type { AuditEntry } from '../model/audit.ts';
import type { Category } from '../model/category.ts';
import type { SourceRecord } from '../model/received.ts';

export interface SourceRegistryDeps {
  store: {
    listSources(): Promise<SourceRecord[]>;
    putSource(source: SourceRecord, audit?: AuditEntry): Promise<void>;
    deleteSource(store: string, source: string, audit?: AuditEntry): Promise<boolean>;
  };
  secretKey: Buffer;
  clock: Clock;
}

/** A source that a store has switched on, opened. */
export interface EnabledSource {
  store: string;
  /** Such as `tebex`. */
  source: string;
  /** Secret. */
  secrets: readonly string[];
  username?: string | undefined;
  category?: Category | undefined;
  /** Where the operator set it; then it is read-only elsewhere. */
  provisionedBy?: string | undefined;
  createdAt: number;
}

/** Keeps the sources of all stores: sealed in the store, opened in memory. */
export class SourceRegistry {
  readonly #deps: SourceRegistryDeps;
  readonly #enabled = new Map<string, EnabledSource>();

  constructor(deps: SourceRegistryDeps) {
    this.#deps = deps;
  }

  /**
   * Loads what is kept and reconciles what file and environment say: a provisioned source that the operator took out
   * is taken out.
   *
   * @throws SecretBoxError where the secret key is another one.
   */
  async load(provisioned: readonly Omit<EnabledSource, 'createdAt'>[]): Promise<void> {
    const wanted = new Set(provisioned.map(keyOf));
    for (const record of await this.#deps.store.listSources()) {
      if (record.provisionedBy !== undefined && !wanted.has(keyOf(record))) {
        await this.#deps.store.deleteSource(record.store, record.source);
      } else if (!wanted.has(keyOf(record))) this.#enabled.set(keyOf(record), this.#open(record));
    }
    for (const source of provisioned) await this.put(source);
  }

  find(store: string, source: string): EnabledSource | undefined {
    return this.#enabled.get(keyOf({ store, source }));
  }

  /** The sources of a store by their names. */
  list(store: string): EnabledSource[] {
    return [...this.#enabled.values()]
      .filter((one) => one.store === store)
      .sort((a, b) => a.source.localeCompare(b.source));
  }

  /** The stores that have a source switched on. */
  listOf(source: string): EnabledSource[] {
    return [...this.#enabled.values()].filter((one) => one.source === source);
  }

  async put(wanted: Omit<EnabledSource, 'createdAt'>, audit?: AuditEntry): Promise<EnabledSource> {
    const createdAt = this.find(wanted.store, wanted.source)?.createdAt ?? this.#deps.clock.now();
    const enabled = { ...wanted, createdAt };
    const { secrets, username, ...plain } = enabled;
    const sealed = seal(this.#deps.secretKey, JSON.stringify({ secrets, username }), contextOf(enabled));
    await this.#deps.store.putSource({ ...plain, sealed }, audit);
    this.#enabled.set(keyOf(enabled), enabled);
    return enabled;
  }

  async remove(store: string, source: string, audit?: AuditEntry): Promise<void> {
    await this.#deps.store.deleteSource(store, source, audit);
    this.#enabled.delete(keyOf({ store, source }));
  }

  #open({ sealed, ...plain }: SourceRecord): EnabledSource {
    return { ...plain, ...JSON.parse(open(this.#deps.secretKey, sealed, contextOf(plain))) };
  }
}

function keyOf({ store, source }: Pick<SourceRecord, 'store' | 'source'>): string {
  return `${store} ${source}`;
}

function contextOf({ store, source }: Pick<SourceRecord, 'store' | 'source'>): string {
  return `source ${store}/${source}`;
}
