import { count } from '../lib/count.ts';
import { type Need, stateOf, type WellBeing } from '../model/need.ts';
import { type JudgedDestination, judgeDestination } from './judge-destination.ts';
import { type JudgedInstallation, judgeInstallation } from './judge-installation.ts';
import { type JudgedSource, judgeSource } from './judge-source.ts';

/** A store as it is judged. */
export interface JudgedStore<Judged extends JudgedDestination = JudgedDestination> {
  destinations: readonly Judged[];
  sources: readonly JudgedSource[];
  /** Deliveries that wait without a route, and the time since which the oldest does. */
  unrouted: { count: number; oldestAt?: number | undefined };
  /** The copies of routes to routes that there are not. */
  lostCopies: readonly { route: string; to: string }[];
  installation: JudgedInstallation;
  /** Epoch milliseconds. */
  now: number;
}

export interface Verdict<Judged extends JudgedDestination = JudgedDestination> {
  /** `broken`: nothing gets through somewhere until a person acts. */
  state: WellBeing;
  /** All that needs a person, the gravest first. */
  needs: Need[];
  /** The destinations, each with its own state. */
  destinations: (Judged & { health: Health })[];
}

/** The state of one destination. */
export type Health = WellBeing | 'deleted';

/** The one judgement of a store: every surface that says how it stands shows this. */
export function judgeStore<Judged extends JudgedDestination>(store: JudgedStore<Judged>): Verdict<Judged> {
  const { now, unrouted, installation } = store;
  const destinations = store.destinations.map((one) => ({ one, needs: judgeDestination(one, now) }));
  const needs = [
    ...judgeInstallation(installation),
    ...connection(store.destinations),
    ...destinations.flatMap((judged) => judged.needs),
    ...waitingForRoute(unrouted),
    ...store.lostCopies.map(lostCopy),
    ...store.sources.flatMap((source) => judgeSource(source, now) ?? []),
  ];
  return {
    state: stateOf(needs),
    needs: [
      ...needs.filter(({ severity }) => severity === 'broken'),
      ...needs.filter(({ severity }) => severity !== 'broken'),
    ],
    destinations: destinations.map((judged) => ({ ...judged.one, health: healthOf(judged) })),
  };
}

function healthOf({ one, needs }: { one: JudgedDestination; needs: readonly Need[] }): Health {
  return one.destination.state === 'deleted' ? 'deleted' : stateOf(needs);
}

/** The preview alone reaches nobody. */
function connection(destinations: readonly JudgedDestination[]): Need[] {
  if (destinations.some(({ destination }) => destination.kind !== 'preview')) return [];
  return [
    {
      severity: 'attention',
      about: 'installation',
      what: 'Discord',
      reason: 'it is not connected yet: events go to the preview alone',
      cure: 'Put DISCORD_WEBHOOK_DEFAULT=<webhook URL> into .env and restart; or with a bot: /setup.',
    },
  ];
}

function lostCopy({ route, to }: JudgedStore['lostCopies'][number]): Need {
  return {
    severity: 'attention',
    about: 'installation',
    what: `route ${route}`,
    reason: `its copies lead to the route "${to}", which there is not`,
    cure: `Set that route: npm run crier -- routes set ${to} -; or name another: npm run crier -- routes set ${route} --copies <keys>.`,
  };
}

function waitingForRoute({ count: waiting, oldestAt }: JudgedStore['unrouted']): Need[] {
  if (waiting === 0) return [];
  return [
    {
      severity: 'attention',
      about: 'installation',
      what: 'routes',
      reason: `${count(waiting, 'delivery waits', 'deliveries wait')} for a route`,
      since: oldestAt,
      cure: 'Set a default route, and they go out at once: npm run crier -- routes set default -; or /route set.',
    },
  ];
}
