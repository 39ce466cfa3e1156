import { bind } from '../bind.ts';
import { findStore } from './find-store.ts';
import type { StoreDeps } from './store-deps.ts';

/** The actions on stores. */
export const storeActions = (deps: StoreDeps) => ({ find: bind(deps, findStore) });
