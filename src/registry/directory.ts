import type { Destination } from '../model/destination.ts';
import type { Route } from '../model/route.ts';
import type { Store } from '../model/store.ts';

/** The stores, routes and destinations as they are now, in memory: every event asks for them. */
export class Directory {
  readonly #stores = new Map<string, Store>();
  readonly #routes = new Map<string, Map<string, Route>>();
  readonly #destinations = new Map<string, Destination>();
  /** By store: asked for with every event. */
  readonly #subscribers = new Map<string, Destination[]>();

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
    const others = this.subscribers(destination.store).filter(({ id }) => id !== destination.id);
    this.#subscribers.set(
      destination.store,
      destination.subscription === undefined ? others : [...others, destination],
    );
  }

  destination(id: string): Destination | undefined {
    return this.#destinations.get(id);
  }

  destinations(): Destination[] {
    return [...this.#destinations.values()];
  }

  /** The destinations of a store that subscribe to events themselves. */
  subscribers(store: string): readonly Destination[] {
    return this.#subscribers.get(store) ?? [];
  }

  /** The destination of a store that its owner calls so, or that has this id. */
  named(store: string, nameOrId: string): Destination | undefined {
    const byId = this.#destinations.get(nameOrId);
    if (byId !== undefined) return byId.store === store && byId.state !== 'deleted' ? byId : undefined;
    return this.subscribers(store).find(({ name }) => name === nameOrId);
  }

  /** Whether a route of the store names it. */
  isRouted(destination: Destination): boolean {
    for (const route of this.routes(destination.store).values()) if (route.destination === destination.id) return true;
    return false;
  }

  /** Whether anything can lead to it: a route, a subscription, or that it is the preview. */
  isReachable(destination: Destination): boolean {
    if (destination.state === 'deleted') return false;
    return destination.kind === 'preview' || destination.subscription !== undefined || this.isRouted(destination);
  }

  /** The built-in preview of a store. */
  preview(store: string): Destination | undefined {
    for (const destination of this.#destinations.values()) {
      if (destination.store === store && destination.kind === 'preview') return destination;
    }
    return undefined;
  }
}
