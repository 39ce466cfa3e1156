import type { Clock } from '../lib/clock.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import type { Route } from '../model/route.ts';
import type { RouteRows } from '../model/storage/registry-rows.ts';
import { RowCache } from './row-cache.ts';

export interface RouteRegistryDeps {
  store: RouteRows;
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

  /** Reads them from the store, at the start and after another process has changed one. */
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
    const { store, clock } = this.#deps;
    await this.#routes.put(
      () => store.putRoute(route, clock.now(), audit),
      () => route,
    );
  }

  /** Answers false where there was none. */
  remove(store: string, key: string, audit?: AuditEntry): Promise<boolean> {
    return this.#routes.delete(store, key, () => this.#deps.store.deleteRoute(store, key, audit));
  }
}
