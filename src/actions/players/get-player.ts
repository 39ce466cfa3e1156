import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Event, Person } from '../../model/event.ts';
import { isPerson, type PlayerFacts } from '../../model/event-facts.ts';
import { defaultStore } from '../../model/store.ts';
import { countMoney } from '../../stats/ledger.ts';
import { isFailure } from '../../stats/stats.ts';
import { type Revenue, RevenueSums } from '../../stats/sums.ts';
import { dearRead } from '../reading/dear-read.ts';
import { requireScope } from '../require-scope.ts';
import type { PlayerDeps } from './player-deps.ts';

/** The most events of a player that are looked at, the newest first. */
const mostEvents = 5_000;
const step = 500;

/** The steps of the search for them; each looks at up to 500 events that hold the name's words. */
export const mostSteps = 100;

/** All that is known of a player of a store. */
export interface PlayerReport {
  /** The name, as in the newest event. */
  player: Person;
  /** The money that the player has paid, by currency, counted as in statistics. */
  spent: Revenue[];
  /** Epoch milliseconds. */
  firstSeenAt: number;
  lastSeenAt: number;
  counts: {
    events: number;
    purchases: number;
    giftsGiven: number;
    giftsReceived: number;
    subscriptions: number;
    errors: number;
  };
  /** The newest events in which the player bought or received something, newest first. */
  events: Event[];
  /** All events of the player were looked at; else the newest ones. */
  isComplete: boolean;
}

/**
 * A player of the actor's store as the log knows them: as the buyer, or as who receives a gift.
 *
 * @param nameOrId in any case of letters.
 * @param signal aborts when nobody waits for the report any more.
 * @throws CrierError `not_found`; `busy` where too many search at once.
 */
export async function getPlayer(
  deps: PlayerDeps,
  actor: Actor,
  nameOrId: string,
  { limit, signal }: { limit: number; signal?: AbortSignal | undefined },
): Promise<PlayerReport> {
  requireScope(actor, 'read');
  const { rows, isComplete } = await collect(deps, actor, nameOrId, signal);
  const [newest] = rows;
  const oldest = rows.at(-1);
  const kept = await Promise.all(
    rows.slice(0, Math.max(1, limit)).map(({ id }) => deps.storage.getEvent(actor.store, id)),
  );
  const events = kept.flatMap((record): Event[] => (record === undefined ? [] : [JSON.parse(record.event)]));
  const player = events.map((event) => personIn(event, nameOrId)).find((person) => person !== undefined);
  if (newest === undefined || oldest === undefined || player === undefined) {
    const where = isComplete ? 'in the log' : 'in the newest events';
    throw new CrierError(
      'not_found',
      `Nothing ${where} of the store "${actor.store}" is of a player "${nameOrId}". Names are written whole; what was older than it is kept is gone.`,
    );
  }
  const { payments, refunds } = countMoney(rows.toReversed().filter(({ isBuyer }) => isBuyer));
  const counted = rows.filter(({ isTest }) => !isTest);
  const spent = new RevenueSums();
  for (const { amount } of payments) spent.pay(amount);
  for (const { amount } of refunds) spent.giveBack(amount);
  const { currency } = deps.registries.stores.find(actor.store) ?? defaultStore;
  return {
    player,
    spent: spent.revenue(currency),
    firstSeenAt: oldest.acceptedAt,
    lastSeenAt: newest.acceptedAt,
    counts: { events: counted.length, purchases: payments.length, ...countsOf(counted) },
    events: events.slice(0, limit),
    isComplete,
  };
}

/** Ends after so many events, of the player or looked at: the words of a name may stand in all of them. */
function collect(
  deps: Pick<PlayerDeps, 'storage' | 'reads' | 'clock'>,
  actor: Actor,
  nameOrId: string,
  signal: AbortSignal | undefined,
): Promise<{ rows: PlayerFacts[]; isComplete: boolean }> {
  return dearRead(deps, actor, signal, async (reading) => {
    const rows: PlayerFacts[] = [];
    let before: string | undefined;
    for (let steps = 0; steps < mostSteps && rows.length < mostEvents && !reading.isOver(); steps += 1) {
      const page = await deps.storage.listPlayerFacts(actor.store, nameOrId, { before, limit: step });
      rows.push(...page.rows);
      before = page.next;
      if (before === undefined) return { rows, isComplete: true };
    }
    return { rows, isComplete: false };
  });
}

function personIn(event: Event, nameOrId: string): Person | undefined {
  return [event.player, event.recipient].find((person) => isPerson(person, nameOrId));
}

function countsOf(rows: readonly PlayerFacts[]): Omit<PlayerReport['counts'], 'events' | 'purchases'> {
  const count = (fits: (facts: PlayerFacts) => boolean) => rows.filter(fits).length;
  // One gift may be told when it is sent and when it is received.
  const sentTo = count(({ type, isRecipient }) => type === 'gift.sent' && isRecipient);
  const received = count(
    ({ type, isRecipient, recipient }) => type === 'gift.received' && (isRecipient || recipient === undefined),
  );
  return {
    giftsGiven: count(({ type, isBuyer }) => type === 'gift.sent' && isBuyer),
    giftsReceived: Math.max(sentTo, received),
    subscriptions: count(({ category }) => /^(subscriptions|subscribe|unsubscribe)$/.test(category)),
    errors: count(isFailure),
  };
}
