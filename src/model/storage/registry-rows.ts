import type { ApiKey } from '../api-key.ts';
import type { AuditEntry } from '../audit-entry.ts';
import type { Digest, DigestPeriod } from '../digest.ts';
import type { Guild, LinkCode } from '../guild.ts';
import type { SourceActivity, SourceRecord } from '../receipt.ts';
import type { DropInWebhook } from '../relayed-message.ts';
import type { Route, RuleChange } from '../route.ts';
import type { DestinationRows } from './destinations.ts';

export interface StoreRows {
  putStore(store: { id: string; name: string }): Promise<void>;
}

export interface RouteRows {
  listRoutes(): Promise<Route[]>;
  putRoute(route: Route, at: number, audit?: AuditEntry): Promise<void>;
  /**
   * Changes what is named of a route in one step (null takes away), or makes one.
   *
   * @param route.destination undefined: as it is.
   * @returns the route as it is now.
   */
  changeRoute(
    route: { store: string; key: string; destination?: string | undefined },
    rule: RuleChange,
    at: number,
    audit?: AuditEntry,
  ): Promise<Route>;
  deleteRoute(store: string, key: string, audit?: AuditEntry): Promise<boolean>;
}

/** An API key as it is kept. */
export interface KeyRecord extends ApiKey {
  /** SHA-256 in hex. */
  hash: string;
}

export interface KeyRows {
  listKeys(): Promise<KeyRecord[]>;
  putKey(key: KeyRecord, audit?: AuditEntry): Promise<void>;
  revokeKey(id: string, at: number, audit?: AuditEntry): Promise<boolean>;
  /** Notes when keys were last used, by their ids; epoch milliseconds. */
  touchKeys(usedAt: Readonly<Record<string, number>>): Promise<void>;
}

export interface SourceRows {
  listSources(): Promise<SourceRecord[]>;
  putSource(source: SourceRecord, audit?: AuditEntry): Promise<void>;
  deleteSource(store: string, source: string, audit?: AuditEntry): Promise<boolean>;
  listSourceActivity(store: string): Promise<SourceActivity[]>;
}

export interface WebhookRows {
  listWebhooks(): Promise<DropInWebhook[]>;
  addWebhook(webhook: DropInWebhook, audit?: AuditEntry): Promise<void>;
  deleteWebhook(store: string, id: string, audit?: AuditEntry): Promise<boolean>;
}

export interface GuildRows {
  listGuilds(): Promise<Guild[]>;
  putGuild(guild: Guild, audit?: AuditEntry): Promise<void>;
  deleteGuild(id: string, store: string, audit?: AuditEntry): Promise<boolean>;
  /** Keeps a code, and drops those that have expired. */
  putLinkCode(code: LinkCode, now: number, audit?: AuditEntry): Promise<void>;
  /** Uses up a code: the store that it links to; undefined where there is none such, or it has expired. */
  takeLinkCode(hash: string, now: number): Promise<string | undefined>;
}

export interface DigestRows {
  listDigests(): Promise<Digest[]>;
  /** Stores a digest, or changes its time; what was told last stays told. */
  putDigest(digest: Digest, audit?: AuditEntry): Promise<void>;
  deleteDigest(store: string, period: DigestPeriod, audit?: AuditEntry): Promise<boolean>;
  /** Notes the period that was told last. False where that was noted already, or there is no such digest. */
  markDigestSent(store: string, period: DigestPeriod, sentFor: string): Promise<boolean>;
}

/** Everything that is configured. */
export type RegistryRows = StoreRows &
  RouteRows &
  DestinationRows &
  KeyRows &
  SourceRows &
  WebhookRows &
  GuildRows &
  DigestRows;
