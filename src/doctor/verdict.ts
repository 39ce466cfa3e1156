import type { BotState } from '../model/bot-state.ts';
import type { ShownDestination } from '../model/destination.ts';
import type { LimitUse } from '../model/destination-kind.ts';
import { destinationName } from '../model/destination-name.ts';
import type { DestinationCounts } from '../model/storage/reports.ts';

/** A destination as it is judged. */
export interface JudgedDestination {
  destination: Pick<ShownDestination, 'kind' | 'name' | 'label' | 'state' | 'stateReason' | 'failingSince' | 'facts'>;
  /** Keys of the routes that name it. */
  routes: readonly string[];
  counts: Pick<DestinationCounts, 'pending' | 'failed' | 'lastFailure'>;
  limit: Pick<LimitUse, 'closedForMs' | 'cause'>;
}

/** A store as it is judged. */
export interface JudgedStore {
  destinations: readonly JudgedDestination[];
  /** Deliveries that wait without a route. */
  unrouted: number;
  /** Undefined where there is no bot. */
  bot: BotState | undefined;
}

export interface Verdict {
  /** `attention`: something is broken, failed lately, or waits without a route. */
  state: 'ok' | 'attention';
  /** All that needs a person, in words, with the cure. */
  needs: string[];
}

/** The one judgement of a store, for its status and for whoever shows it. */
export function judgeStore({ destinations, unrouted, bot }: JudgedStore): Verdict {
  const needs = destinations.flatMap(needsOf);
  if (unrouted > 0) {
    needs.push(`${unrouted} deliveries wait for a route. Set a default route, and they go out at once.`);
  }
  if (bot === 'off') needs.push(botIsOff);
  return { state: needs.length === 0 ? 'ok' : 'attention', needs };
}

/** The state of one destination: `attention` where it is paused or something failed lately. */
export type Health = 'well' | 'attention' | 'broken' | 'deleted';

/** The one judgement of a destination, for lights of status pages. */
export function judgeDestination({
  destination,
  counts,
}: {
  destination: Pick<ShownDestination, 'state' | 'facts'>;
  counts: Pick<DestinationCounts, 'failed'>;
}): Health {
  if (destination.state === 'broken' || destination.state === 'deleted') return destination.state;
  const isWell = destination.state === 'active' && destination.facts.problem === undefined && counts.failed === 0;
  return isWell ? 'well' : 'attention';
}

const botIsOff =
  'The bot is off, since Discord refuses DISCORD_BOT_TOKEN: copy the token anew (Discord Developer Portal → your application → Bot → Reset Token) and restart.';

function needsOf({ destination, routes, counts, limit }: JudgedDestination): string[] {
  const needs: string[] = [];
  const what = destination.name === undefined ? routes.join(', ') || destination.kind : `endpoint ${destination.name}`;
  const name = `${what} (${destinationName({ facts: destination.facts, label: destination.label })})`;
  // A pause by a person is known to them; one that came by itself is news.
  const hasFailed = destination.state === 'paused' && destination.failingSince !== undefined;
  if (destination.state === 'broken' || hasFailed) {
    needs.push(`${name}: ${destination.stateReason ?? destination.state}. ${counts.pending} waiting.`);
  } else if (destination.facts.problem !== undefined) needs.push(`${name}: ${destination.facts.problem}.`);
  if (counts.failed > 0) {
    needs.push(`${name}: ${counts.failed} failed, the last because ${counts.lastFailure ?? 'of an unknown reason'}.`);
  }
  if (limit.cause !== undefined) {
    const forHowLong = limit.closedForMs > 0 ? ` for ${Math.ceil(limit.closedForMs / 1000)} s` : '';
    needs.push(`${name}: closed${forHowLong}: ${limit.cause}.`);
  }
  return needs;
}
