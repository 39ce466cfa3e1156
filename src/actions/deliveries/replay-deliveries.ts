import { newId } from '../../lib/ids.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { DeliveryFilter } from '../../model/storage/deliveries.ts';
import type { Cursor } from '../../model/storage/page.ts';
import { auditOf } from '../audit-of.ts';
import { dearRead } from '../reading/dear-read.ts';
import { requireScope } from '../require-scope.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { filterOf } from './filter-of.ts';
import { sendOn } from './send-on.ts';

/** The most that are replayed without `confirm`. */
const freeOfConfirmation = 100;

/** The most at once. */
const cap = 10_000;

/** The deliveries of one transaction. */
const step = 200;

/** The deliveries of one step of the search for them. */
const searchStep = 1_000;

/** The outcome of a replay of many. */
export interface BulkReplay {
  /** The number that match, counted no further than 10,000. */
  matched: number;
  replayed: number;
  dryRun: boolean;
}

/**
 * Delivers again all that match a filter, oldest first; without a status, those that failed.
 *
 * @throws CrierError `confirmation_needed` where more than 100 match and `confirm` is not their number;
 *   `invalid_request` where the status still waits; `too_much_to_read` where the search for them takes too long.
 */
export async function replayDeliveries(
  deps: DeliveryDeps,
  actor: Actor,
  wanted: Omit<DeliveryFilter, 'store'>,
  options: { dryRun: boolean; confirm?: number | undefined; signal?: AbortSignal | undefined },
): Promise<BulkReplay> {
  requireScope(actor, 'admin');
  const filter = filterOf(deps, actor, { ...wanted, status: wanted.status ?? 'failed' });
  if (filter.status === 'pending' || filter.status === 'unrouted') {
    throw new CrierError('invalid_request', `Deliveries that are ${filter.status} will be sent anyway.`, {
      errors: [{ path: 'status', message: 'expected one of failed, held, cancelled, delivered' }],
    });
  }
  const ids = await collect(deps, actor, filter, options.signal);
  const matched = ids.length;
  if (options.dryRun || matched === 0) return { matched, replayed: 0, dryRun: options.dryRun };
  if (matched > freeOfConfirmation && options.confirm !== matched) {
    throw new CrierError(
      'confirmation_needed',
      `${matched} deliveries match. Ask again with "confirm": ${matched} to replay them.`,
      { errors: [{ path: 'confirm', message: `expected ${matched}` }] },
    );
  }
  const destinations = new Set<string | undefined>();
  let replayed = 0;
  for (let start = 0; start < ids.length; start += step) {
    const some = ids.slice(start, start + step);
    const now = deps.clock.now();
    const audit = auditOf(actor, now, 'replay-deliveries', `${some.length} deliveries`, `from ${some[0]}`);
    const newIds = some.map(() => newId('dlv'));
    // Somebody else may have asked for the same: what was delivered meanwhile is not repeated.
    const done = await deps.storage.replayDeliveries(actor.store, some, newIds, now, audit, filter.status);
    replayed += done.length;
    for (const { destination } of done) destinations.add(destination);
  }
  await sendOn(deps, destinations);
  return { matched, replayed, dryRun: false };
}

/** All ids first: what is replayed changes its state and would shift the pages. Oldest first. */
function collect(
  deps: Pick<DeliveryDeps, 'storage' | 'reads' | 'clock'>,
  actor: Actor,
  filter: DeliveryFilter,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  return dearRead(deps, actor, signal, async (reading) => {
    const ids: string[] = [];
    let before: Cursor | undefined;
    do {
      const page = await deps.storage.listDeliveryIds(filter, { before, limit: searchStep });
      ids.push(...page.rows);
      before = page.next;
      if (before !== undefined) reading.goOn();
    } while (before !== undefined && ids.length < cap);
    return ids.slice(0, cap).reverse();
  });
}
