import type { Clock } from '../lib/clock.ts';
import type { AuditEntry } from '../model/audit.ts';
import type { Route } from '../model/route.ts';
import { RowCache } from './row-cache.ts';

export interface RouteRegistryDeps {
  store: {
    listRoutes(): Promise<Route[]>;
    putRoute(route: Route, at: number, audit?: AuditEntry): Promise<void>;
    deleteRoute(store: string, key: string, audit?: AuditEntry): Promise<boolean>;
  };
  clock: Clock;
}

/** The routes of all stores. */
export class RouteRegistry {
  readonly #deps: RouteRegistryDeps;
  readonly #routes: RowCache<Route>;

  constructor(deps: RouteRegistryDeps) {
    this.#deps = deps;
    this.#routes = new RowCache({ keyOf: ({ key }) => key, read: () => deps.store.listRoutes() });
  }

  /** Reads them from the store. */
  load(): Promise<void> {
    return this.#routes.load();
  }

  find(store: string, key: string): Route | undefined {
    return this.#routes.find(store, key);
  }

  /** The routes of a store by key: asked for with every event. */
  byKey(store: string): ReadonlyMap<string, Route> {
    return this.#routes.of(store);
  }

  list(store: string): Route[] {
    return [...this.#routes.of(store).values()];
  }

  /** The routes of all stores. */
  all(): Route[] {
    return this.#routes.all();
  }

  async put(route: Route, audit?: AuditEntry): Promise<void> {
    await this.#deps.store.putRoute(route, this.#deps.clock.now(), audit);
    this.#routes.put(route);
  }

  /** Answers false where there was none. */
  async remove(store: string, key: string, audit?: AuditEntry): Promise<boolean> {
    const wasThere = await this.#deps.store.deleteRoute(store, key, audit);
    this.#routes.delete(store, key);
    return wasThere;
  }
}
