import { bind } from '../bind.ts';
import type { DigestDeps } from './digest-deps.ts';
import { listDigests } from './list-digests.ts';
import { sendDigest } from './send-digest.ts';
import { sendDueDigests } from './send-due-digests.ts';
import { setDigest } from './set-digest.ts';

/** The actions on digests. */
export const digestActions = (deps: DigestDeps) => ({
  list: bind(deps, listDigests),
  set: bind(deps, setDigest),
  send: bind(deps, sendDigest),
  sendDue: bind(deps, sendDueDigests),
});
