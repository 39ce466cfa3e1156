import type { StoreRows } from '../model/storage/registry-rows.ts';
import type { Store } from '../model/store.ts';

export interface StoreRegistryDeps {
  storage: StoreRows;
}

/**
 * The stores. How one is set up stands in the operator's file, which every process reads for itself; what is kept is
 * that it is there, for its rows.
 */
export class StoreRegistry {
  readonly #deps: StoreRegistryDeps;
  readonly #stores = new Map<string, Store>();

  constructor(deps: StoreRegistryDeps) {
    this.#deps = deps;
  }

  find(id: string): Store | undefined {
    return this.#stores.get(id);
  }

  /** In the order of the operator's file, `main` first. */
  list(): Store[] {
    return [...this.#stores.values()];
  }

  async put(store: Store): Promise<void> {
    await this.#deps.storage.putStore({ id: store.id, name: store.name });
    this.#stores.set(store.id, store);
  }
}
