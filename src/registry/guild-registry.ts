import type { Clock } from '../lib/clock.ts';
import { createSignal } from '../lib/signal.ts';
import type { AuditEntry } from '../model/audit.ts';
import type { Guild } from '../model/guild.ts';

export interface GuildRegistryDeps {
  store: {
    listGuilds(): Promise<Guild[]>;
    putGuild(guild: Guild, audit?: AuditEntry): Promise<void>;
    deleteGuild(id: string, store: string, audit?: AuditEntry): Promise<boolean>;
  };
  /** The stores that there are now. */
  directory: { store(id: string): unknown };
  clock: Clock;
}

/** A link as the operator wrote it. */
export type ProvisionedGuild = Pick<Guild, 'id' | 'store'> & { provisionedBy: string };

/** The Discord servers that are linked to stores. */
export class GuildRegistry {
  readonly #deps: GuildRegistryDeps;
  readonly #guilds = new Map<string, Guild>();
  /** Tells the id of a server whose links have changed. */
  readonly changed = createSignal<string>();

  constructor(deps: GuildRegistryDeps) {
    this.#deps = deps;
  }

  /**
   * Loads what is kept and reconciles what the operator says: a provisioned link that was taken out is taken out;
   * links made while running stay.
   */
  async load(provisioned: readonly ProvisionedGuild[]): Promise<void> {
    const wanted = new Set(provisioned.map(keyOf));
    for (const guild of await this.#deps.store.listGuilds()) {
      const isLeftOver = guild.provisionedBy !== undefined && !wanted.has(keyOf(guild));
      if (isLeftOver) await this.#deps.store.deleteGuild(guild.id, guild.store);
      else this.#guilds.set(keyOf(guild), guild);
    }
    for (const link of provisioned) {
      const { provisionedBy } = link;
      const before = this.find(link.id, link.store);
      if (before?.provisionedBy === provisionedBy) continue;
      const now = this.#deps.clock.now();
      await this.put({ linkedAt: now, linkedBy: provisionedBy, ...before, ...link });
    }
  }

  find(id: string, store: string): Guild | undefined {
    return this.#guilds.get(keyOf({ id, store }));
  }

  /** Ids of the stores that a server is linked to, the one that was linked first in front. */
  storesOf(id: string): string[] {
    return [...this.#guilds.values()]
      .filter((guild) => guild.id === id && this.#deps.directory.store(guild.store) !== undefined)
      .sort((a, b) => a.linkedAt - b.linkedAt || a.store.localeCompare(b.store))
      .map(({ store }) => store);
  }

  /** The servers that a store is linked to, the one that was linked first in front. */
  guildsOf(store: string): Guild[] {
    return [...this.#guilds.values()]
      .filter((guild) => guild.store === store)
      .sort((a, b) => a.linkedAt - b.linkedAt || a.id.localeCompare(b.id));
  }

  async put(guild: Guild, audit?: AuditEntry): Promise<void> {
    await this.#deps.store.putGuild(guild, audit);
    this.#guilds.set(keyOf(guild), guild);
    this.changed.emit(guild.id);
  }

  async remove(id: string, store: string, audit?: AuditEntry): Promise<boolean> {
    const wasThere = await this.#deps.store.deleteGuild(id, store, audit);
    this.#guilds.delete(keyOf({ id, store }));
    if (wasThere) this.changed.emit(id);
    return wasThere;
  }
}

function keyOf({ id, store }: Pick<Guild, 'id' | 'store'>): string {
  return `${id} ${store}`;
}
