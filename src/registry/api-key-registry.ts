import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor, ApiKey } from '../model/api-key.ts';

type KeptKey = ApiKey & { hash: string };

/** The API keys, by their hashes, in memory: every request asks. */
export class ApiKeyRegistry {
  readonly #keys = new Map<string, KeptKey>();
  #usedAt: Record<string, number> = {};
  #localToken: Buffer | undefined;

  put(key: KeptKey): void {
    this.#keys.set(key.hash, key);
  }

  /** Keys of a store, revoked ones too; the newest last. */
  list(store: string): ApiKey[] {
    return [...this.#keys.values()].filter((key) => key.store === store).map(({ hash: _, ...key }) => key);
  }

  find(store: string, id: string): KeptKey | undefined {
    return [...this.#keys.values()].find((key) => key.store === store && key.id === id);
  }

  hasActive(store: string): boolean {
    return [...this.#keys.values()].some((key) => key.store === store && key.revokedAt === undefined);
  }

  /** The token of the command line on this machine, which whoever may read the secret key can derive. */
  setLocalToken(token: string): void {
    this.#localToken = digest(token);
  }

  /**
   * Who holds a key; undefined where it is unknown or revoked.
   *
   * @param store which store the local token asks for.
   */
  actorOf(secret: string, store: string, now: number): Actor | undefined {
    const hash = digest(secret);
    if (this.#localToken !== undefined && timingSafeEqual(hash, this.#localToken)) {
      return { name: 'command line', store, scopes: ['admin'] };
    }
    // A hash of 256 random bits tells nothing by the time its look-up takes.
    const key = this.#keys.get(hash.toString('hex'));
    if (key === undefined || key.revokedAt !== undefined) return undefined;
    this.#usedAt[key.id] = now;
    const { id: keyId, store: own, scopes, categories } = key;
    return { keyId, name: `API key ${key.prefix}…`, store: own, scopes, categories };
  }

  /** When keys were last used, since the last call. */
  takeUses(): Record<string, number> {
    const uses = this.#usedAt;
    this.#usedAt = {};
    return uses;
  }
}

/** How a key is kept: SHA-256 in hex. Enough for a secret of 256 random bits. */
export function hashKey(secret: string): string {
  return digest(secret).toString('hex');
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
