import type { Clock } from '../lib/clock.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import type { Route, RuleChange } from '../model/route.ts';
import type { RouteRows } from '../model/storage/registry-rows.ts';
import { RowCache } from './row-cache.ts';

export interface RouteRegistryDeps {
  storage: RouteRows;
  clock: Clock;
}

/** The routes of all stores. */
export class RouteRegistry {
  readonly #deps: RouteRegistryDeps;
  readonly #routes: RowCache<Route>;

  constructor(deps: RouteRegistryDeps) {
    this.#deps = deps;
    this.#routes = new RowCache({ keyOf: ({ key }) => key, read: () => deps.storage.listRoutes() });
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
    const { storage, clock } = this.#deps;
    await this.#routes.put(
      () => storage.putRoute(route, clock.now(), audit),
      () => route,
    );
  }

  /**
   * Changes what is named of a route's rule in one step (null takes away), or makes a route.
   *
   * @param route.destination undefined: as it is.
   * @returns the route as it is now.
   */
  async change(
    route: { store: string; key: string; destination?: string | undefined },
    rule: RuleChange,
    audit?: AuditEntry,
  ): Promise<Route> {
    const { storage, clock } = this.#deps;
    const changed = await storage.changeRoute(route, rule, clock.now(), audit);
    return this.#routes.put(
      () => Promise.resolve(),
      () => changed,
    );
  }

  /** Answers false where there was none. */
  remove(store: string, key: string, audit?: AuditEntry): Promise<boolean> {
    return this.#routes.delete(store, key, () => this.#deps.storage.deleteRoute(store, key, audit));
  }
}
