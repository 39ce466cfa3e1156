import type { Category } from './category.ts';

/**
 * `ingest`: post events. `read`: see. `admin`: change; it includes those two. `installation`: what concerns all stores,
 * such as backups and the figures of the service.
 */
export const scopes = ['ingest', 'read', 'admin', 'installation'] as const;
export type Scope = (typeof scopes)[number];

/** An API key as it is kept: only its hash. */
export interface ApiKey {
  /** `key_…` */
  id: string;
  store: string;
  name: string;
  /** The first characters, to recognise it by. */
  prefix: string;
  scopes: readonly Scope[];
  /** An ingest key may be limited to these. */
  categories?: readonly Category[] | undefined;
  /** The application that all its events are of; undefined: the sender says which. */
  application?: string | undefined;
  createdAt: number;
  lastUsedAt?: number | undefined;
  revokedAt?: number | undefined;
  provisionedBy?: string | undefined;
}

/** The one who asks for an action; it goes into the audit log. */
export interface Actor {
  /** The API key, source or drop-in webhook that the actor is, by which limits are counted; undefined: none of them. */
  countedAs?: string | undefined;
  /** `api key crier_ab12…`, `command line`, `schedule`. */
  name: string;
  store: string;
  scopes: readonly Scope[];
  categories?: readonly Category[] | undefined;
  application?: string | undefined;
}

/** True for an actor who holds a scope; `admin` holds `ingest` and `read` as well. */
export function may(actor: Actor, scope: Scope): boolean {
  return actor.scopes.includes(scope) || (scope !== 'installation' && actor.scopes.includes('admin'));
}
