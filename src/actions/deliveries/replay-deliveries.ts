import { newId } from '../../lib/ids.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { DeliveryFilter } from '../../model/storage/deliveries.ts';
import type { Cursor } from '../../model/storage/page.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { filterOf } from './filter-of.ts';
import { sendOn } from './send-on.ts';

/** The most that are replayed without `confirm`. */
const freeOfConfirmation = 100;

/** The most at once. */
const cap = 10_000;

const step = 200;

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
 *   `invalid_request` where the status still waits.
 */
export async function replayDeliveries(
  deps: DeliveryDeps,
  actor: Actor,
  wanted: Omit<DeliveryFilter, 'store'>,
  options: { dryRun: boolean; confirm?: number | undefined },
): Promise<BulkReplay> {
  requireScope(actor, 'admin');
  const filter = filterOf(deps, actor, { ...wanted, status: wanted.status ?? 'failed' });
  if (filter.status === 'pending' || filter.status === 'unrouted') {
    throw new CrierError('invalid_request', `Deliveries that are ${filter.status} will be sent anyway.`, {
      errors: [{ path: 'status', message: 'expected one of failed, cancelled, delivered' }],
    });
  }
  const matched = await deps.storage.countDeliveries(filter, cap);
  if (options.dryRun || matched === 0) return { matched, replayed: 0, dryRun: options.dryRun };
  if (matched > freeOfConfirmation && options.confirm !== matched) {
    throw new CrierError(
      'confirmation_needed',
      `${matched} deliveries match. Ask again with "confirm": ${matched} to replay them.`,
      { errors: [{ path: 'confirm', message: `expected ${matched}` }] },
    );
  }
  const ids = await collect(deps, filter);
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

/** All ids first: what is replayed changes its state and would shift the pages. */
async function collect(deps: Pick<DeliveryDeps, 'storage'>, filter: DeliveryFilter): Promise<string[]> {
  const ids: string[] = [];
  let before: Cursor | undefined;
  do {
    const page = await deps.storage.listDeliveries(filter, { before, limit: step });
    ids.push(...page.rows.map(({ id }) => id));
    before = page.next;
  } while (before !== undefined && ids.length < cap);
  return ids.slice(0, cap).reverse();
}
