import { randomUUID } from 'node:crypto';
import { type IdKind, newId } from '../../../src/lib/ids.ts';
import type { AuditEntry } from '../../../src/model/audit-entry.ts';
import type { AttemptItem, AttemptRecord } from '../../../src/model/storage/attempt-record.ts';
import type { DeliveryFilter, DeliveryRow } from '../../../src/model/storage/deliveries.ts';
import type { DestinationRecord } from '../../../src/model/storage/destinations.ts';
import type { AcceptedEvent, NewDelivery, NewEvent } from '../../../src/model/storage/events.ts';
import type { Cursor } from '../../../src/model/storage/page.ts';
import type { DestinationCounts } from '../../../src/model/storage/reports.ts';
import type { Storage } from '../../../src/model/storage/storage.ts';

/** One clock for all tests on one database: ids follow it, and they are in the order of acceptance there. */
let now = Date.UTC(2026, 0, 1);
let made = 0;

/** An id as it is made at the moment of this clock. */
function idNow(kind: IdKind): string {
  made += 1;
  return `${kind}_${now.toString(16).padStart(12, '0')}${made.toString(16).padStart(20, '0')}`;
}

export type EventParts = Partial<Omit<NewEvent, 'deliveries'>> & { deliveries?: Partial<NewDelivery>[] };

/** A store of its own on the database of the suite, so that no test sees what another one left. */
export class Shelf {
  readonly storage: Storage;
  readonly store = `store-${randomUUID()}`;

  constructor(storage: Storage) {
    this.storage = storage;
  }

  static async open(storage: Storage): Promise<Shelf> {
    const shelf = new Shelf(storage);
    await storage.putStore({ id: shelf.store, name: 'Frostvale' });
    return shelf;
  }

  get now(): number {
    return now;
  }

  wait(ms: number): number {
    now += ms;
    return now;
  }

  async destination(parts: Partial<DestinationRecord> = {}): Promise<string> {
    const record = await this.storage.putDestination(this.destinationRecord(parts), now);
    return record.id;
  }

  destinationRecord(parts: Partial<DestinationRecord> = {}): DestinationRecord {
    return {
      id: idNow('dst'),
      store: this.store,
      kind: 'discord-webhook',
      label: 'discord.com/…/…6789',
      fingerprint: randomUUID(),
      sealed: 'v1:sealed',
      state: 'active',
      facts: {},
      onUncertain: 'resend',
      ...parts,
    };
  }

  /** A new event; a second after the one before. */
  event({ deliveries = [], ...parts }: EventParts = {}): NewEvent {
    this.wait(1_000);
    const id = parts.id ?? idNow('evt');
    const type = parts.type ?? 'payment.completed';
    const acceptedAt = parts.acceptedAt ?? now;
    return {
      id,
      store: this.store,
      type,
      category: 'transactions',
      acceptedAt,
      occurredAt: acceptedAt,
      body: JSON.stringify({ id, type, occurredAt: acceptedAt, acceptedAt }),
      words: '',
      ...parts,
      deliveries: deliveries.map((delivery) => ({ id: idNow('dlv'), status: 'pending', ...delivery })),
    };
  }

  /** Accepts events in one request. */
  accept(...events: NewEvent[]): Promise<AcceptedEvent[]> {
    return this.storage.acceptEvents(events);
  }

  /** Accepts `count` events, each on its way to the destination; answers the ids of the deliveries. */
  async fill(destination: string, count: number, parts: EventParts = {}): Promise<string[]> {
    const events = Array.from({ length: count }, () => this.event({ ...parts, deliveries: [{ destination }] }));
    return (await this.accept(...events)).flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
  }

  /** Takes a lane for the one process that most tests are about. Answers the epoch. */
  async lease(lane: string): Promise<number> {
    const [lease] = await this.storage.leaseLanes({ owner: this.store, now, until: now + 3_600_000, lanes: [lane] });
    return lease?.epoch ?? 0;
  }

  /** Writes down one request with these deliveries. */
  async record(
    destination: string,
    ids: readonly string[],
    status: AttemptItem['status'],
    parts: Partial<AttemptRecord> = {},
  ): Promise<void> {
    const epoch = await this.lease(destination);
    const record: AttemptRecord = {
      destination,
      at: now,
      latencyMs: 12.4,
      outcome: status === 'delivered' ? 'delivered' : status === 'failed' ? 'refused' : 'retry',
      ...(status === 'delivered' ? { message: '{"embeds":[]}', messageId: '42' } : { reason: 'Discord said no' }),
      items: ids.map((deliveryId) => ({ deliveryId, attemptId: idNow('att'), spent: true, status })),
      ...parts,
    };
    await this.storage.recordAttempts(record, epoch);
  }

  audit(action = 'test'): AuditEntry {
    return { at: now, store: this.store, actor: 'test', action, target: 'something' };
  }

  cancel(id: string) {
    return this.storage.cancelDelivery(this.store, id, now, this.audit());
  }

  replay(...ids: string[]) {
    // Ids are made at the moment that they tell of.
    const at = this.wait(1_000);
    const newIds = ids.map(() => idNow('dlv'));
    return this.storage.replayDeliveries(this.store, ids, newIds, at, this.audit());
  }

  /** Everything that matches, page by page. */
  async list(filter: Omit<DeliveryFilter, 'store'> = {}, limit = 100): Promise<DeliveryRow[]> {
    const found: DeliveryRow[] = [];
    let before: Cursor | undefined;
    do {
      const page = await this.storage.listDeliveries({ store: this.store, ...filter }, { before, limit });
      found.push(...page.rows);
      before = page.next;
    } while (before !== undefined);
    return found;
  }

  async ids(filter: Omit<DeliveryFilter, 'store'> = {}, limit?: number): Promise<string[]> {
    return (await this.list(filter, limit)).map(({ id }) => id);
  }

  async statusOf(id: string): Promise<string | undefined> {
    return (await this.storage.getDelivery(this.store, id))?.delivery.status;
  }

  async counts(destination: string): Promise<DestinationCounts | undefined> {
    const { destinations } = await this.storage.getCounts(this.store, now);
    return destinations.find((counts) => counts.destination === destination);
  }

  async peek(destination: string, limit = 100): Promise<string[]> {
    return (await this.storage.peekLane(destination, limit)).map(({ delivery }) => delivery.id);
  }
}

export type OpenShelf = () => Promise<Shelf>;

/** An id that nothing has. */
export const noId = (kind: IdKind) => newId(kind);
