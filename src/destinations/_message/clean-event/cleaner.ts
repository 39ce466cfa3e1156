import { webUrl } from '../../../discord/web-url.ts';
import { cleanText, oneLine } from '../../../lib/text.ts';
import type { Store } from '../../../model/store.ts';
import { maskContact } from '../../../privacy/contact.ts';
import { isContactKey, isSecretKey } from '../../../privacy/key-kinds.ts';
import { maskSecrets } from '../../../privacy/mask-secrets.ts';

/** The rules by which a store's messages show what comes from outside. */
export interface Cleaner {
  /**
   * A text as it may be shown: what deceives is taken out, secrets are masked, and contact data too unless the store
   * shows it. Plain text, not escaped.
   */
  text(text: string): string;
  /** The same on one line. */
  line(text: string): string;
  /** A link as Discord takes it; undefined where it cannot be one, or carries a secret or somebody's address. */
  link(url: string | undefined): string | undefined;
  /** True of a key or path under which nothing secret stands, and contact data only if the store shows it. */
  allows(path: string): boolean;
}

/** The rules of one store. */
export function cleanerOf(store: Store): Cleaner {
  const text = store.showContact
    ? (raw: string) => maskSecrets(cleanText(raw))
    : (raw: string) => maskContact(maskSecrets(cleanText(raw)));
  const isHidden = store.showContact ? isSecretKey : (key: string) => isSecretKey(key) || isContactKey(key);
  return {
    text,
    line: (raw) => oneLine(text(raw)),
    link: (url) => {
      const link = webUrl(url);
      const path = link === undefined ? '' : readablePath(link);
      return text(path) === path ? link : undefined;
    },
    allows: (path) => !isHidden(path) && !(path.includes('.') && path.split('.').some(isHidden)),
  };
}

/** The part of a link behind its host, as people would read it. */
function readablePath(link: string): string {
  const { pathname, search, hash } = new URL(link);
  return cleanText(decoded(pathname + search + hash));
}

function decoded(path: string): string {
  try {
    return path.includes('%') ? decodeURIComponent(path) : path;
  } catch {
    return path;
  }
}
