import type { AttemptLimiter } from '../lib/attempt-limiter.ts';
import type { Clock } from '../lib/clock.ts';
import type { Signal } from '../lib/signal.ts';
import type { Activity } from '../model/activity.ts';
import type { Actor } from '../model/api-key.ts';
import type { AuditEntry } from '../model/audit.ts';
import type { BotState } from '../model/bot-state.ts';
import type { Attempt, Delivery, DeliveryStatus } from '../model/delivery.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import type { Digest, DigestPeriod } from '../model/digest.ts';
import type { EventFacts, PlayerFacts } from '../model/event-facts.ts';
import type { LinkCode } from '../model/guild.ts';
import type { Receipt, ReceiptContent, SourceActivity } from '../model/received.ts';
import type { Source, SourceSample } from '../model/source.ts';
import type { DeliveryFilter, DeliveryRow } from '../model/storage/deliveries.ts';
import type { AcceptedEvent, EventRecord, NewEvent } from '../model/storage/events.ts';
import type { Cursor, Page } from '../model/storage/page.ts';
import type { SentMessage, StoreCounts } from '../model/storage/reports.ts';
import type { Accept } from '../pipeline/accept/accept.ts';
import type { Check } from '../pipeline/care/check.ts';
import type { Pauses } from '../pipeline/care/pauses.ts';
import type { Registries } from '../registry/registries.ts';

/** What the actions work with; each names what it takes of it. */
export interface ActionDeps {
  store: {
    acceptEvents(events: readonly NewEvent[]): Promise<AcceptedEvent[]>;
    getEvent(store: string, id: string): Promise<EventRecord | undefined>;
    getDelivery(
      store: string,
      id: string,
    ): Promise<{ delivery: Delivery; event: string; attempts: Attempt[] } | undefined>;
    listDeliveries(
      filter: DeliveryFilter,
      page: { before?: Cursor | undefined; limit: number },
    ): Promise<Page<DeliveryRow>>;
    countDeliveries(filter: DeliveryFilter, cap: number): Promise<number>;
    cancelDelivery(store: string, id: string, at: number, audit: AuditEntry): Promise<DeliveryStatus | undefined>;
    replayDeliveries(
      store: string,
      ids: readonly string[],
      newIds: readonly string[],
      at: number,
      audit: AuditEntry,
      only?: DeliveryStatus,
    ): Promise<{ id: string; replayOf?: string | undefined; destination?: string | undefined }[]>;
    addAudit(entry: AuditEntry): Promise<void>;
    getCounts(store: string, now: number): Promise<StoreCounts>;
    listEventFacts(
      store: string,
      query: { from: number; to: number; after?: Cursor | undefined; limit: number },
    ): Promise<Page<EventFacts>>;
    listPlayerFacts(
      store: string,
      nameOrId: string,
      page: { before?: Cursor | undefined; limit: number },
    ): Promise<Page<PlayerFacts>>;
    listPlayerNames(store: string, text: string, limit: number): Promise<string[]>;
    listMessages(store: string, limit: number): Promise<SentMessage[]>;
    pruneDeliveries(store: string, statuses: readonly DeliveryStatus[], before: number, limit: number): Promise<number>;
    pruneFailed(destinationId: string, before: number, limit: number): Promise<number>;
    cancelLane(destinationId: string, reason: string, at: number, limit: number): Promise<number>;
    pruneCounts(before: number): Promise<number>;
    backup?(path: string): Promise<void>;
    listReceipts(store: string, source: string, filter: { refused: boolean }, limit: number): Promise<Receipt[]>;
    getReceipt(store: string, id: string): Promise<Receipt | undefined>;
    listSourceActivity(store: string): Promise<SourceActivity[]>;
    pruneReceipts(store: string, before: number, limit: number): Promise<number>;
    putLinkCode(code: LinkCode, now: number, audit?: AuditEntry): Promise<void>;
    takeLinkCode(hash: string, now: number): Promise<string | undefined>;
    listDigests(): Promise<Digest[]>;
    putDigest(digest: Digest, audit?: AuditEntry): Promise<void>;
    deleteDigest(store: string, period: DigestPeriod, audit?: AuditEntry): Promise<boolean>;
    markDigestSent(store: string, period: DigestPeriod, sentFor: string): Promise<boolean>;
    getMeta(key: string): Promise<string | undefined>;
    setMeta(key: string, value: string): Promise<void>;
  };
  /** The door of the pipeline. */
  accept: Accept;
  registries: Registries;
  kinds: ReadonlyMap<string, DestinationKind>;
  check: Check;
  sources: ReadonlyMap<string, Source>;
  /** Of codes that link a Discord server; by its id. */
  linkAttempts: AttemptLimiter;
  pauses: Pauses;
  samples(): readonly SourceSample[];
  openReceipt(receipt: Receipt): ReceiptContent;
  clock: Clock;
  live: Signal<Activity>;
  wake(destination: string): void;
  resume(destination: string): void;
  reroute(): Promise<number>;
  dataDir: string;
  /** Where others reach this service; undefined: where it listens. */
  publicUrl: string | undefined;
  about: { version: string; startedAt: number };
  /** How the Discord bot stands; undefined where there is none. */
  botState(): BotState | undefined;
}

/** An entry for the audit log. */
export function auditOf(actor: Actor, at: number, action: string, target: string, detail?: string): AuditEntry {
  return { at, store: actor.store, actor: actor.name, action, target, detail };
}
