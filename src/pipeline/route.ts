import { categoryOf, eventCategories, matchesType, parentCategory } from '../model/category.ts';
import { type Event, isAtLeast } from '../model/event.ts';
import type { Route } from '../model/route.ts';
import { copiesOf } from '../model/route-copies.ts';

/** The parts of an event that routing looks at. */
export type RoutedEvent = Pick<Event, 'type' | 'category' | 'severity' | 'application' | 'matchedBy'>;

/** The route of an event, and where it leads. */
export interface ChosenRoute {
  route: Route;
  /** `dst_…`; undefined where neither the route nor one after it names any. */
  destination: string | undefined;
}

/**
 * The one route of an event: the first that exists of exact event type, longest matching pattern, category, parent
 * category, `default`. A route that narrows to another application or a higher severity does not count; an event that
 * is matched by its category alone has no type, and of the patterns `*` only. The category `other` has no route of its
 * own. A route that names no destination leads where the next of them that does leads; all else is its own.
 *
 * @returns undefined where no route matches.
 */
export function chooseRoute(event: RoutedEvent, routes: ReadonlyMap<string, Route>): ChosenRoute | undefined {
  const matching = candidateKeys(event, routes).flatMap((key) => {
    const route = routes.get(key);
    return route !== undefined && admits(route, event) ? [route] : [];
  });
  const [route] = matching;
  if (route === undefined) return undefined;
  return { route, destination: matching.find(({ destination }) => destination !== undefined)?.destination };
}

/**
 * The route of an event, and all that are told beside it, each once: the copies of the route, and their copies. A muted
 * route silences its copies too; a copy that does not take such an event is left out with those behind it. Pure.
 *
 * @returns none where no route matches.
 */
export function chooseRoutes(event: RoutedEvent, routes: ReadonlyMap<string, Route>): ChosenRoute[] {
  const chosen = chooseRoute(event, routes);
  return chosen === undefined ? [] : [chosen, ...followCopies(chosen.route, event, routes)];
}

/** The routes that are told of an event beside the one that it takes. */
export function followCopies(
  route: Route,
  event: RoutedEvent,
  routes: ReadonlyMap<string, Route>,
  seen: Set<string> = new Set(),
): ChosenRoute[] {
  seen.add(route.key);
  if (route.muted) return [];
  return copiesOf(route, routes).flatMap((key) => {
    const copy = routes.get(key);
    if (copy === undefined || seen.has(key) || !admits(copy, event)) return [];
    return [{ route: copy, destination: destinationOfRoute(copy, routes) }, ...followCopies(copy, event, routes, seen)];
  });
}

/**
 * The destination that a route leads to, for those who look at routes and not at an event: of routes after it those
 * count that take every event.
 */
export function destinationOfRoute(route: Route, routes: ReadonlyMap<string, Route>): string | undefined {
  return route.destination ?? chooseByKey(route.key, routes)?.destination;
}

/**
 * The route that the events of a key take, whatever else they are: of routes those count that take every event, and a
 * type that tells no category asks no category's route. Nothing comes after `default`.
 */
export function chooseByKey(key: string, routes: ReadonlyMap<string, Route>): ChosenRoute | undefined {
  if (key === 'default') return undefined;
  const counting = [...routes].filter(([, { application, minSeverity }]) => !application && !minSeverity);
  return chooseRoute(eventOfKey(key), new Map(counting));
}

/** An event that the route of this key is made for. */
export function eventOfKey(key: string): RoutedEvent {
  const category = eventCategories.find((one) => one === key);
  if (category !== undefined) return { type: '', category, severity: 'critical' };
  const type = key === 'default' ? '' : key.replace(/\*$/, 'x');
  return { type, category: categoryOf(type) ?? 'other', severity: 'critical' };
}

function candidateKeys(event: RoutedEvent, routes: ReadonlyMap<string, Route>): string[] {
  const parent = parentCategory[event.category];
  const own = event.category === 'other' ? [] : [event.category];
  const byCategory = [...own, ...(parent === undefined ? [] : [parent]), 'default'];
  if (event.matchedBy === 'category') return ['*', ...byCategory];
  const patterns = [...routes.keys()]
    .filter((key) => (key === '*' || key.endsWith('.*')) && matchesType(key, event.type))
    .sort((a, b) => b.length - a.length);
  return [event.type, ...patterns, ...byCategory];
}

function admits(route: Route, event: RoutedEvent): boolean {
  if (route.application !== undefined && route.application !== event.application) return false;
  return route.minSeverity === undefined || isAtLeast(event.severity, route.minSeverity);
}
