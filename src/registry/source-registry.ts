import type { Clock } from '../lib/clock.ts';
import { open, seal } from '../lib/secret-box.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import type { Category } from '../model/category.ts';
import type { SourceRecord } from '../model/receipt.ts';
import type { SourceRows } from '../model/storage/registry-rows.ts';
import { RowCache } from './row-cache.ts';

export interface SourceRegistryDeps {
  storage: Pick<SourceRows, 'listSources' | 'putSource' | 'deleteSource'>;
  secretKey: Buffer;
  clock: Clock;
}

/** A source that a store has switched on, opened. */
export interface EnabledSource {
  store: string;
  /** Such as `tebex`. */
  source: string;
  /** Secret. None: they were lost with the secret key, and no request is believed. */
  secrets: readonly string[];
  /** Secrets that were renewed, each with the time until which it counts too, in epoch milliseconds. Secret. */
  oldSecrets?: readonly { secret: string; until: number }[] | undefined;
  username?: string | undefined;
  category?: Category | undefined;
  /** Names of the webhooks that were made of it, by their event ids. */
  hooks?: Readonly<Record<string, string>> | undefined;
  /** The place where the operator set it; then it is read-only elsewhere. */
  provisionedBy?: string | undefined;
  createdAt: number;
}

/** The sources that stores have switched on: sealed in the store, opened in memory. */
export class SourceRegistry {
  readonly #deps: SourceRegistryDeps;
  readonly #enabled: RowCache<EnabledSource>;

  constructor(deps: SourceRegistryDeps) {
    this.#deps = deps;
    this.#enabled = new RowCache({
      keyOf: ({ source }) => source,
      read: async () => (await deps.storage.listSources()).map((record) => openSource(deps.secretKey, record)),
    });
  }

  /** Reads them from the store, at the start and after another process has changed one. @throws SecretBoxError where the secret key is another one. */
  load(): Promise<void> {
    return this.#enabled.load();
  }

  find(store: string, source: string): EnabledSource | undefined {
    return this.#enabled.find(store, source);
  }

  /** The sources of a store by their names. */
  list(store: string): EnabledSource[] {
    return [...this.#enabled.of(store).values()].sort((a, b) => a.source.localeCompare(b.source));
  }

  /** The sources of all stores. */
  all(): EnabledSource[] {
    return this.#enabled.all();
  }

  /** One source in all the stores that have it switched on. */
  allOf(source: string): EnabledSource[] {
    return this.all().filter((one) => one.source === source);
  }

  put(wanted: Omit<EnabledSource, 'createdAt'>, audit?: AuditEntry): Promise<EnabledSource> {
    const { storage, secretKey, clock } = this.#deps;
    const createdAt = this.find(wanted.store, wanted.source)?.createdAt ?? clock.now();
    const enabled = { ...wanted, createdAt };
    return this.#enabled.put(
      () => storage.putSource(sealSource(secretKey, enabled), audit),
      () => enabled,
    );
  }

  /** Answers false where it was not switched on. */
  remove(store: string, source: string, audit?: AuditEntry): Promise<boolean> {
    return this.#enabled.delete(store, source, () => this.#deps.storage.deleteSource(store, source, audit));
  }
}

/** The secrets that count at a time, in epoch milliseconds; the newest first. */
export function secretsAt({ secrets, oldSecrets = [] }: Pick<EnabledSource, 'secrets' | 'oldSecrets'>, at: number) {
  return [...secrets, ...oldSecrets.filter(({ until }) => until > at).map(({ secret }) => secret)];
}

/** A source as it is kept. */
export function sealSource(secretKey: Buffer, source: EnabledSource): SourceRecord {
  const { secrets, oldSecrets, username, hooks, ...plain } = source;
  const content = JSON.stringify({ secrets, oldSecrets, username, hooks });
  return { ...plain, sealed: seal(secretKey, content, contextOf(plain)) };
}

/** A source of its record. @throws SecretBoxError where the secret key is another one. */
export function openSource(secretKey: Buffer, { sealed, ...plain }: SourceRecord): EnabledSource {
  return { ...plain, ...JSON.parse(open(secretKey, sealed, contextOf(plain))) };
}

/** True where a key opens what is sealed of a source. */
export function opensSource(secretKey: Buffer, record: Pick<SourceRecord, 'store' | 'source' | 'sealed'>): boolean {
  try {
    open(secretKey, record.sealed, contextOf(record));
    return true;
  } catch {
    return false;
  }
}

function contextOf({ store, source }: Pick<SourceRecord, 'store' | 'source'>): string {
  return `source ${store}/${source}`;
}
