import { bind } from '../bind.ts';
import { addHook } from './add-hook.ts';
import { describeSources } from './describe-sources.ts';
import { getReceived } from './get-received.ts';
import { getSource } from './get-source.ts';
import { listReceived } from './list-received.ts';
import { listRefused } from './list-refused.ts';
import { listSources } from './list-sources.ts';
import { receiveRequest } from './receive-request.ts';
import { removeHook } from './remove-hook.ts';
import { removeSource } from './remove-source.ts';
import { retryRefused } from './retry-refused.ts';
import { rotateSourceSecret } from './rotate-source-secret.ts';
import { setSource } from './set-source.ts';
import type { SourceDeps } from './source-deps.ts';
import { testSource } from './test-source.ts';

/** The actions on sources, and on what platforms send to them. */
export const sourceActions = (deps: SourceDeps) => ({
  list: bind(deps, listSources),
  get: bind(deps, getSource),
  set: bind(deps, setSource),
  remove: bind(deps, removeSource),
  rotateSecret: bind(deps, rotateSourceSecret),
  addHook: bind(deps, addHook),
  removeHook: bind(deps, removeHook),
  test: bind(deps, testSource),
  describe: bind(deps, describeSources),
  receive: bind(deps, receiveRequest),
  listReceived: bind(deps, listReceived),
  getReceived: bind(deps, getReceived),
  listRefused: bind(deps, listRefused),
  retryRefused: bind(deps, retryRefused),
});
