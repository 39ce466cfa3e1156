import type { Actor } from '../../model/api-key.ts';
import type { Delivery } from '../../model/delivery.ts';
import type { ShownDestination } from '../../model/destination.ts';
import type { Event } from '../../model/event.ts';
import type { DeliveryFilter, DeliveryRow } from '../../model/storage/deliveries.ts';
import type { Cursor, Page } from '../../model/storage/page.ts';
import { dearRead } from '../reading/dear-read.ts';
import { requireScope } from '../require-scope.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { destinationOf } from './destination-of.ts';
import { filterOf } from './filter-of.ts';

/** The steps of one page; a step looks at a thousand rows. */
export const mostSteps = 50;

/** A delivery of a list, with its event and its destination. */
export interface ListedDelivery {
  delivery: Delivery;
  event: Event;
  /** The destination; undefined where no route leads anywhere. */
  destination: ShownDestination | undefined;
}

export interface DeliveryList {
  rows: ListedDelivery[];
  next?: Cursor | undefined;
}

export interface PageQuery {
  before?: Cursor | undefined;
  limit: number;
  /** Aborts when nobody waits for the page any more. */
  signal?: AbortSignal | undefined;
}

type Deps = Pick<DeliveryDeps, 'storage' | 'registries' | 'reads' | 'clock'>;

/**
 * The deliveries of the actor's store that match, newest first. A page whose filters fit rarely ends after so many rows
 * that were looked at: it may hold fewer than `limit`, or none, and have a next one, which goes on from there.
 *
 * @throws CrierError `busy` where too many search at once.
 */
export async function listDeliveries(
  deps: Deps,
  actor: Actor,
  filter: Omit<DeliveryFilter, 'store'>,
  page: PageQuery,
): Promise<DeliveryList> {
  requireScope(actor, 'read');
  const { rows, next } = await readPage(deps, actor, filterOf(deps, actor, filter), page);
  return {
    rows: rows.map(({ event, category: _, type: __, ...delivery }) => ({
      delivery,
      event: JSON.parse(event),
      destination: destinationOf(deps, delivery),
    })),
    next,
  };
}

/** Most pages are one step; those of a search, and those that are not, wait for their turn. */
async function readPage(
  deps: Deps,
  actor: Actor,
  filter: DeliveryFilter,
  { before, limit, signal }: PageQuery,
): Promise<Page<DeliveryRow>> {
  const first = filter.q === undefined ? await deps.storage.listDeliveries(filter, { before, limit }) : undefined;
  if (first !== undefined && isFull(first, limit)) return first;
  return dearRead(deps, actor, signal, async (reading) => {
    const rows = first?.rows ?? [];
    let next = first?.next ?? before;
    for (let steps = 1; steps < mostSteps && !reading.isOver(); steps += 1) {
      const step = await deps.storage.listDeliveries(filter, { before: next, limit: limit - rows.length });
      rows.push(...step.rows);
      next = step.next;
      if (isFull({ rows, next }, limit)) break;
    }
    return { rows, next };
  });
}

/** Large events fill a page before their number does. */
const fullBytes = 2_000_000;

function isFull({ rows, next }: Page<DeliveryRow>, limit: number): boolean {
  if (next === undefined || rows.length === limit) return true;
  return rows.reduce((sum, { event }) => sum + event.length, 0) > fullBytes;
}
