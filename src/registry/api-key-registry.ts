import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Actor, ApiKey } from '../model/api-key.ts';
import type { AuditEntry } from '../model/audit.ts';
import { RowCache, type RowChange } from './row-cache.ts';

/** An API key with its hash. */
export type HashedKey = ApiKey & { hash: string };

export interface ApiKeyRegistryDeps {
  store: {
    listKeys(): Promise<HashedKey[]>;
    putKey(key: HashedKey, audit?: AuditEntry): Promise<void>;
    revokeKey(id: string, at: number, audit?: AuditEntry): Promise<boolean>;
    touchKeys(usedAt: Readonly<Record<string, number>>): Promise<void>;
  };
  clock: Clock;
  /** The token of the command line on this machine, which whoever may read the secret key can derive. Secret. */
  localToken?: string;
}

/** The API keys of all stores, by their hashes: every request asks. Revoked ones stay, for the list. */
export class ApiKeyRegistry {
  readonly #deps: ApiKeyRegistryDeps;
  readonly #keys: RowCache<HashedKey>;
  readonly #byHash = new Map<string, HashedKey>();
  readonly #localToken: Buffer | undefined;
  #usedAt: Record<string, number> = {};

  constructor(deps: ApiKeyRegistryDeps) {
    this.#deps = deps;
    this.#localToken = deps.localToken === undefined ? undefined : digest(deps.localToken);
    this.#keys = new RowCache({
      keyOf: ({ id }) => id,
      read: () => deps.store.listKeys(),
      onChange: (before, after) => {
        if (before !== undefined) this.#byHash.delete(before.hash);
        if (after !== undefined) this.#byHash.set(after.hash, after);
      },
    });
  }

  /** Reads them from the store. */
  load(): Promise<void> {
    return this.#keys.load();
  }

  /** Reads them anew after another process has changed one. */
  reload(change: RowChange): Promise<void> {
    return this.#keys.reload(change);
  }

  find(store: string, id: string): HashedKey | undefined {
    return this.#keys.find(store, id);
  }

  /** Keys of a store without their hashes, revoked ones too; the newest last. */
  list(store: string): ApiKey[] {
    return [...this.#keys.of(store).values()].map(({ hash: _, ...key }) => key);
  }

  /** The keys of all stores. */
  all(): HashedKey[] {
    return this.#keys.all();
  }

  /** Keeps a new key. */
  async put(key: HashedKey, audit?: AuditEntry): Promise<void> {
    await this.#keys.put(
      () => this.#deps.store.putKey(key, audit),
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
        wasValid = await this.#deps.store.revokeKey(id, at, audit);
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
      return { name: 'command line', store, scopes: ['admin'] };
    }
    // A hash of 256 random bits tells nothing by the time its look-up takes.
    const key = this.#byHash.get(hash.toString('hex'));
    if (key === undefined || key.revokedAt !== undefined) return undefined;
    this.#usedAt[key.id] = this.#deps.clock.now();
    const { id: keyId, store: own, scopes, categories } = key;
    return { keyId, name: `API key ${key.prefix}…`, store: own, scopes, categories };
  }

  /** Writes down when keys were last used, since the last call. */
  async recordUses(): Promise<void> {
    const uses = this.#usedAt;
    this.#usedAt = {};
    if (Object.keys(uses).length === 0) return;
    try {
      await this.#deps.store.touchKeys(uses);
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
