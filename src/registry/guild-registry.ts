import { createEmitter } from '../lib/emitter.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import type { Guild } from '../model/guild.ts';
import type { GuildRows } from '../model/storage/registry-rows.ts';
import { RowCache } from './row-cache.ts';
import type { StoreRegistry } from './store-registry.ts';

export interface GuildRegistryDeps {
  storage: Pick<GuildRows, 'listGuilds' | 'putGuild' | 'deleteGuild'>;
  /** The stores that there are now. */
  stores: Pick<StoreRegistry, 'find'>;
}

/** The Discord servers that are linked to stores. */
export class GuildRegistry {
  readonly #deps: GuildRegistryDeps;
  readonly #guilds: RowCache<Guild>;
  /** Tells the id of a server whose links have changed. */
  readonly changed = createEmitter<string>();

  constructor(deps: GuildRegistryDeps) {
    this.#deps = deps;
    this.#guilds = new RowCache({
      keyOf: ({ id }) => id,
      read: () => deps.storage.listGuilds(),
      onChange: (before, after) => {
        const guild = after ?? before;
        if (guild !== undefined) this.changed.emit(guild.id);
      },
    });
  }

  /** Reads them from the store, at the start and after another process has changed one. */
  load(): Promise<void> {
    return this.#guilds.load();
  }

  find(store: string, id: string): Guild | undefined {
    return this.#guilds.find(store, id);
  }

  /** The servers that a store is linked to, the one that was linked first in front. */
  list(store: string): Guild[] {
    return [...this.#guilds.of(store).values()].sort((a, b) => a.linkedAt - b.linkedAt || a.id.localeCompare(b.id));
  }

  /** The links of all stores. */
  all(): Guild[] {
    return this.#guilds.all();
  }

  /** Ids of the stores that a server is linked to, the one that was linked first in front. */
  storesOf(id: string): string[] {
    return this.all()
      .filter((guild) => guild.id === id && this.#deps.stores.find(guild.store) !== undefined)
      .sort((a, b) => a.linkedAt - b.linkedAt || a.store.localeCompare(b.store))
      .map(({ store }) => store);
  }

  async put(guild: Guild, audit?: AuditEntry): Promise<void> {
    await this.#guilds.put(
      () => this.#deps.storage.putGuild(guild, audit),
      () => guild,
    );
  }

  /** Answers false where they were not linked. */
  remove(store: string, id: string, audit?: AuditEntry): Promise<boolean> {
    return this.#guilds.delete(store, id, () => this.#deps.storage.deleteGuild(id, store, audit));
  }
}
