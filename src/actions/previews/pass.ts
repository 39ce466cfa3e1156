import { createHash, timingSafeEqual } from 'node:crypto';
import type { PreviewDeps } from './preview-deps.ts';

/** `link`: stands in an address. `session`: stands in a cookie. Neither passes for the other. */
export type PassKind = 'link' | 'session';

/** A right to look at the preview for a time. */
export interface Pass {
  /** The store that may be looked at; undefined: all stores of this installation. */
  store: string | undefined;
  /** `key_…`: the API key that asked for it, with which it ends; undefined: none did. */
  key: string | undefined;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** No name of a store, and no id of a key. */
const none = '-';

/** A pass as a text that proves itself, so that it holds in every process and after a restart. Secret. */
export function writePass(deps: Pick<PreviewDeps, 'signPreview'>, kind: PassKind, pass: Pass): string {
  const claim = `${pass.expiresAt.toString(36)}.${pass.store ?? none}.${pass.key ?? none}`;
  return `${claim}.${deps.signPreview(`${kind} ${claim}`)}`;
}

/** The pass that a text proves; undefined where it is forged, cut off or has expired, or its key was revoked. */
export function readPass(deps: PreviewDeps, kind: PassKind, text: string): Pass | undefined {
  const [, claim = '', expiry = '', store = '', key = '', signature = ''] = form.exec(text) ?? [];
  const isSigned = timingSafeEqual(digest(signature), digest(deps.signPreview(`${kind} ${claim}`)));
  const expiresAt = Number.parseInt(expiry, 36);
  if (!isSigned || expiresAt <= deps.clock.now()) return undefined;
  const pass = { store: ofNone(store), key: ofNone(key), expiresAt };
  return pass.key === undefined || isValid(deps, pass.key) ? pass : undefined;
}

const form = /^(([0-9a-z]{1,10})\.([a-z0-9_-]+)\.(\w+|-))\.([\w-]+)$/;

const ofNone = (text: string): string | undefined => (text === none ? undefined : text);

function isValid({ registries }: PreviewDeps, key: string): boolean {
  return registries.apiKeys.all().some(({ id, revokedAt }) => id === key && revokedAt === undefined);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
