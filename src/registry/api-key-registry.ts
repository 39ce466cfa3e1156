import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Actor, ApiKey } from '../model/api-key.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import type { KeyRecord, KeyRows } from '../model/storage/registry-rows.ts';
import { RowCache } from './row-cache.ts';

export interface ApiKeyRegistryDeps {
  storage: KeyRows;
  clock: Clock;
  /** The token of the command line on this machine, which whoever may read the secret key can derive. Secret. */
  localToken?: string;
}

/** The API keys of all stores, by their hashes: every request asks. Revoked ones stay, for the list. */
export class ApiKeyRegistry {
  readonly #deps: ApiKeyRegistryDeps;
  readonly #keys: RowCache<KeyRecord>;
  readonly #byHash = new Map<string, KeyRecord>();
  readonly #localToken: Buffer | undefined;
  #usedAt: Record<string, number> = {};

  constructor(deps: ApiKeyRegistryDeps) {
    this.#deps = deps;
    this.#localToken = deps.localToken === undefined ? undefined : digest(deps.localToken);
    this.#keys = new RowCache({
      keyOf: ({ id }) => id,
      read: () => deps.storage.listKeys(),
      onChange: (before, after) => {
        if (before !== undefined) this.#byHash.delete(before.hash);
        if (after !== undefined) this.#byHash.set(after.hash, after);
      },
    });
  }

  /** Reads them from the store, at the start and after another process has changed one. */
  load(): Promise<void> {
    return this.#keys.load();
  }

  find(store: string, id: string): KeyRecord | undefined {
    return this.#keys.find(store, id);
  }

  /** Keys of a store without their hashes, revoked ones too; the newest last. */
  list(store: string): ApiKey[] {
    return [...this.#keys.of(store).values()].map(({ hash: _, ...key }) => key);
  }

  /** The keys of all stores. */
  all(): KeyRecord[] {
    return this.#keys.all();
  }

  /** Keeps a new key. */
  async put(key: KeyRecord, audit?: AuditEntry): Promise<void> {
    await this.#keys.put(
      () => this.#deps.storage.putKey(key, audit),
      () => key,
    );
  }

  /** Revokes a key: it stays in the list, and lets nobody in any more. Answers false where it was so already, or is not known. */
  async remove(store: string, id: string, audit?: AuditEntry): Promise<boolean> {
    const key = this.find(store, id);
    if (key === undefined) return false;
    const at = this.#deps.clock.now();
    let wasValid = false;
    await this.#keys.put(
      async () => {
        wasValid = await this.#deps.storage.revokeKey(id, at, audit);
      },
      () => ({ ...key, revokedAt: key.revokedAt ?? at }),
    );
    return wasValid;
  }

  /** A store has an active key where one of its keys lets somebody in. */
  hasActive(store: string): boolean {
    return this.list(store).some(({ revokedAt }) => revokedAt === undefined);
  }

  /**
   * The holder of a key, by the key itself; undefined where it is unknown or revoked.
   *
   * @param store which store the local token asks for.
   */
  actorOf(secret: string, store: string): Actor | undefined {
    const hash = digest(secret);
    if (this.#localToken !== undefined && timingSafeEqual(hash, this.#localToken)) {
      return { name: 'command line', store, scopes: ['admin', 'installation'] };
    }
    // A hash of 256 random bits tells nothing by the time its look-up takes.
    const key = this.#byHash.get(hash.toString('hex'));
    if (key === undefined || key.revokedAt !== undefined) return undefined;
    this.#usedAt[key.id] = this.#deps.clock.now();
    const { id: countedAs, store: own, scopes, categories, application } = key;
    return { countedAs, name: `API key ${key.prefix}…`, store: own, scopes, categories, application };
  }

  /** Writes down when keys were last used, since the last call. */
  async recordUses(): Promise<void> {
    const uses = this.#usedAt;
    this.#usedAt = {};
    if (Object.keys(uses).length === 0) return;
    try {
      await this.#deps.storage.touchKeys(uses);
    } catch (error) {
      this.#usedAt = { ...uses, ...this.#usedAt };
      throw error;
    }
  }
}

/** A key as it is kept: SHA-256 in hex. Enough for a secret of 256 random bits. */
export function hashKey(secret: string): string {
  return digest(secret).toString('hex');
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
