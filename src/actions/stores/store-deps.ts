import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of the actions on stores. */
export interface StoreDeps {
  registries: { stores: StoreRegistry };
}
