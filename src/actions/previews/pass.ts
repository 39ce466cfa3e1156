import { createHash, timingSafeEqual } from 'node:crypto';
import type { PreviewDeps } from './preview-deps.ts';

/** `link`: stands in an address. `session`: stands in a cookie. Neither passes for the other. */
export type PassKind = 'link' | 'session';

/** A right to look at the preview for a time. */
export interface Pass {
  /** The store that may be looked at; undefined: all stores of this installation. */
  store: string | undefined;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** No name of a store. */
const anyStore = '-';

/** A pass as a text that proves itself, so that it holds in every process and after a restart. Secret. */
export function writePass(deps: Pick<PreviewDeps, 'signPreview'>, kind: PassKind, { store, expiresAt }: Pass): string {
  const claim = `${expiresAt.toString(36)}.${store ?? anyStore}`;
  return `${claim}.${deps.signPreview(`${kind} ${claim}`)}`;
}

/** The pass that a text proves; undefined where it is forged, cut off or has expired. */
export function readPass(
  deps: Pick<PreviewDeps, 'signPreview' | 'clock'>,
  kind: PassKind,
  text: string,
): Pass | undefined {
  const [, expiry = '', store = '', signature = ''] = /^([0-9a-z]{1,10})\.([a-z0-9_-]+)\.([\w-]+)$/.exec(text) ?? [];
  const isSigned = timingSafeEqual(digest(signature), digest(deps.signPreview(`${kind} ${expiry}.${store}`)));
  const expiresAt = Number.parseInt(expiry, 36);
  if (!isSigned || expiresAt <= deps.clock.now()) return undefined;
  return { store: store === anyStore ? undefined : store, expiresAt };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
