import { bind } from '../bind.ts';
import { authenticate } from './authenticate.ts';
import { createKey } from './create-key.ts';
import type { KeyDeps } from './key-deps.ts';
import { listKeys } from './list-keys.ts';
import { recordKeyUses } from './record-key-uses.ts';
import { revokeKey } from './revoke-key.ts';

/** The actions on API keys. */
export const keyActions = (deps: KeyDeps) => ({
  authenticate: bind(deps, authenticate),
  list: bind(deps, listKeys),
  create: bind(deps, createKey),
  revoke: bind(deps, revokeKey),
  recordUses: bind(deps, recordKeyUses),
});
