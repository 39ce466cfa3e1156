import { count } from '../lib/count.ts';
import { utc } from '../lib/utc.ts';
import type { ShownDestination } from '../model/destination.ts';
import type { LimitUse } from '../model/destination-kind.ts';
import { destinationName } from '../model/destination-name.ts';
import { isLost } from '../model/lost-secret.ts';
import type { Need } from '../model/need.ts';
import type { DestinationCounts } from '../model/storage/reports.ts';
import { failureOf } from './failure-of.ts';

/** A destination as it is judged. */
export interface JudgedDestination {
  destination: Pick<
    ShownDestination,
    'kind' | 'name' | 'label' | 'state' | 'stateReason' | 'pausedUntil' | 'failingSince' | 'facts' | 'provisionedBy'
  >;
  /** Keys of the routes that lead to it, those that name it themselves first. */
  routes: readonly string[];
  /** The place where an operator set one of these routes: `.env:3`. */
  routesSetIn?: string | undefined;
  counts: Pick<DestinationCounts, 'pending' | 'failed' | 'held' | 'lastDeadLetter' | 'lastSuccessAt' | 'oldestWaiting'>;
  limit: Pick<LimitUse, 'closedForMs' | 'cause'>;
  /** The obstacle that keeps all destinations of its kind from working, with the cure. */
  obstacle?: string | undefined;
}

/** All that needs a person at one destination. @param now epoch milliseconds. */
export function judgeDestination(one: JudgedDestination, now: number): Need[] {
  if (one.destination.state === 'deleted') return [];
  const base = { about: 'destination' as const, what: nameOf(one) };
  return [standstill(one, now), deadLetters(one), held(one)].flatMap((need) =>
    need === undefined ? [] : [{ ...base, ...need }],
  );
}

type Found = Omit<Need, 'about' | 'what'>;

/** The one reason why nothing goes out, the gravest first. */
function standstill(one: JudgedDestination, now: number): Found | undefined {
  const { destination, limit, obstacle } = one;
  if (destination.state === 'broken') return broken(one);
  if (destination.state === 'paused') return paused(one);
  if (obstacle !== undefined) {
    const { reason, cure = 'Mend that, and it goes on.' } = split(obstacle);
    return { severity: 'broken', reason: `nothing can be sent, since ${reason}${waitingOf(one)}`, cure };
  }
  if (limit.cause !== undefined) return closed(one);
  const failure = failureOf(one, now);
  if (failure !== undefined) {
    const { reason, since } = failure;
    return { severity: 'attention', reason: `${reason}${waitingOf(one)}`, since, cure: cureOfFailure(one) };
  }
  const { problem } = destination.facts;
  if (problem === undefined) return undefined;
  const { reason, cure = cureOfProblem(one) } = split(problem);
  return { severity: 'attention', reason, cure };
}

function broken(one: JudgedDestination): Found {
  const { stateReason = 'it takes no messages any more', facts } = one.destination;
  const { reason, cure } = split(stateReason);
  return {
    severity: 'broken',
    reason: `${reason}${waitingOf(one)}`,
    since: facts.problem === undefined ? undefined : facts.checkedAt,
    cure: [cure, cureOfBroken(one)].filter((part) => part !== undefined).join(' '),
  };
}

function paused(one: JudgedDestination): Found {
  const { stateReason, pausedUntil, failingSince, name } = one.destination;
  const reason = stateReason?.startsWith('paused') ? stateReason : `paused, since ${stateReason ?? 'somebody said so'}`;
  const resume = name === undefined ? '/resume in Discord' : `npm run crier -- endpoint resume "${name}"`;
  const cure =
    pausedUntil === undefined
      ? `Go on with it: ${resume}.`
      : `It goes on by itself at ${utc(pausedUntil)}; sooner with ${resume}.`;
  return { severity: 'attention', reason: `${clause(reason)}${waitingOf(one)}`, since: failingSince, cure };
}

function closed(one: JudgedDestination): Found {
  const { cause = '', closedForMs } = one.limit;
  const { reason, cure } = split(cause);
  const forHowLong = closedForMs > 0 ? ` for ${Math.ceil(closedForMs / 1_000)} s` : '';
  return {
    severity: 'attention',
    reason: `closed${forHowLong}: ${reason}${waitingOf(one)}`,
    cure: cure ?? 'It goes on by itself, and nothing is lost.',
  };
}

function deadLetters({ counts }: JudgedDestination): Found | undefined {
  const { failed, lastDeadLetter } = counts;
  const why = lastDeadLetter === undefined ? 'of an unknown reason' : `"${clause(lastDeadLetter)}"`;
  if (failed === 0) return undefined;
  return {
    severity: 'attention',
    reason: `${count(failed, 'delivery has', 'deliveries have')} failed, the last because ${why}`,
    cure: 'Look at them: npm run crier -- deliveries --status failed. Once the cause is mended: npm run crier -- replay --status failed.',
  };
}

function held({ counts }: JudgedDestination): Found | undefined {
  if (counts.held === 0) return undefined;
  return {
    severity: 'attention',
    reason: `${count(counts.held, 'delivery is', 'deliveries are')} held: sent without an answer, so that ${counts.held === 1 ? 'it' : 'they'} may have arrived`,
    cure: 'Look there, and replay by its id what did not arrive: npm run crier -- deliveries --status held.',
  };
}

function cureOfBroken({ destination, routes, routesSetIn }: JudgedDestination): string {
  const setIn = destination.provisionedBy ?? routesSetIn;
  if (isLost(destination)) return cureOfLost(destination, setIn, routes);
  if (destination.name !== undefined) {
    return `Mend its receiver, or what is set of it ("endpoint change"), then: npm run crier -- endpoint resume "${destination.name}".`;
  }
  if (setIn !== undefined) return `Put a working one there and restart: ${setIn}.`;
  const [key] = routes;
  if (key === undefined) return 'No route leads there any more: cancel what waits, or replay it.';
  return `Mend it in Discord, then /resume; or set another: npm run crier -- routes set ${key} -.`;
}

function cureOfLost(
  { name, kind }: JudgedDestination['destination'],
  setIn: string | undefined,
  routes: readonly string[],
): string {
  if (setIn !== undefined) return `Put a working one there and restart: ${setIn}.`;
  if (name !== undefined)
    return `Enter it: npm run crier -- endpoint change "${name}" --url <url> --secret-env <variable>.`;
  const [key = 'default'] = routes;
  return `Enter it: npm run crier -- routes set ${key} ${kind === 'discord-channel' ? '--channel <id>' : '-'}.`;
}

function cureOfFailure({ destination: { name, kind } }: JudgedDestination): string {
  const kept = 'Nothing is lost: it is tried again by itself.';
  if (name !== undefined) return `${kept} Mend its receiver; try it with: npm run crier -- endpoint test "${name}".`;
  const isDiscord = kind.startsWith('discord');
  return isDiscord ? `${kept} If it lasts, see https://discordstatus.com and "npm run crier -- doctor".` : kept;
}

function cureOfProblem({ destination: { name } }: JudgedDestination): string {
  return name === undefined
    ? 'Mend it in Discord, then /resume.'
    : `Mend it, then: npm run crier -- endpoint test "${name}".`;
}

function nameOf({ destination, routes }: JudgedDestination): string {
  const { name, kind, facts, label } = destination;
  const what = name === undefined ? routes.join(', ') || kind : `endpoint ${name}`;
  return `${what} (${destinationName({ facts, label })})`;
}

function waitingOf({ counts: { pending } }: JudgedDestination): string {
  return pending === 0 ? '' : `, ${pending} waiting`;
}

/** Without a full stop, so that more may follow. */
function clause(text: string): string {
  return text.replace(/[.\s]+$/, '');
}

/** A text that may say the cure in sentences of its own, after the first. */
function split(text: string): { reason: string; cure?: string } {
  const [, reason, cure] = /^(.+?)\. (?=[A-Z])(.+)$/s.exec(text) ?? [];
  if (reason === undefined || cure === undefined) return { reason: clause(text) };
  return { reason, cure: `${clause(cure)}.` };
}
