import { bind } from '../bind.ts';
import { backup } from './backup.ts';
import { prune } from './prune.ts';
import type { UpkeepDeps } from './upkeep-deps.ts';

/** The actions that keep the database in order. */
export const upkeepActions = (deps: UpkeepDeps) => ({
  backup: bind(deps, backup),
  prune: bind(deps, prune),
});
