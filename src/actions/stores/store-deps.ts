import type { Directory } from '../../registry/directory.ts';

/** The needs of the actions on stores. */
export interface StoreDeps {
  directory: Directory;
}
