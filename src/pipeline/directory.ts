import type { Destination } from '../model/destination.ts';
import type { Route } from '../model/route.ts';
import type { Store } from '../model/store.ts';

/** The stores, routes and destinations as they are now, in memory: every event asks for them. */
export class Directory {
  readonly #stores = new Map<string, Store>();
  readonly #routes = new Map<string, Map<string, Route>>();
  readonly #destinations = new Map<string, Destination>();

  putStore(store: Store): void {
    this.#stores.set(store.id, store);
  }

  store(id: string): Store | undefined {
    return this.#stores.get(id);
  }

  stores(): Store[] {
    return [...this.#stores.values()];
  }

  putRoute(route: Route): void {
    const routes = this.#routes.get(route.store) ?? new Map<string, Route>();
    routes.set(route.key, route);
    this.#routes.set(route.store, routes);
  }

  deleteRoute(store: string, key: string): void {
    this.#routes.get(store)?.delete(key);
  }

  /** The routes of a store by key. */
  routes(store: string): ReadonlyMap<string, Route> {
    return this.#routes.get(store) ?? new Map();
  }

  putDestination(destination: Destination): void {
    this.#destinations.set(destination.id, destination);
  }

  destination(id: string): Destination | undefined {
    return this.#destinations.get(id);
  }

  destinations(): Destination[] {
    return [...this.#destinations.values()];
  }

  /** The destinations that a route of the store names, and its preview where it has no other. */
  isRouted(destination: Destination): boolean {
    for (const route of this.routes(destination.store).values()) if (route.destination === destination.id) return true;
    return false;
  }

  /** The built-in preview of a store. */
  preview(store: string): Destination | undefined {
    for (const destination of this.#destinations.values()) {
      if (destination.store === store && destination.kind === 'preview') return destination;
    }
    return undefined;
  }
}
