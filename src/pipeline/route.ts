import { matchesType, parentCategory } from '../model/category.ts';
import { type Event, isAtLeast } from '../model/event.ts';
import type { Route } from '../model/route.ts';

/** The parts of an event that routing looks at. */
export type RoutedEvent = Pick<Event, 'type' | 'category' | 'severity' | 'application' | 'matchedBy'>;

/**
 * The one route of an event: the first that exists of exact event type, longest matching pattern, category, parent
 * category, `default`. A route that narrows to another application or a higher severity does not count; an event that
 * is matched by its category alone has no type, and of the patterns `*` only.
 *
 * @returns undefined where no route matches.
 */
export function chooseRoute(event: RoutedEvent, routes: ReadonlyMap<string, Route>): Route | undefined {
  return candidateKeys(event, routes)
    .map((key) => routes.get(key))
    .find((route) => route !== undefined && admits(route, event));
}

function candidateKeys(event: RoutedEvent, routes: ReadonlyMap<string, Route>): string[] {
  const parent = parentCategory[event.category];
  const byCategory = [event.category, ...(parent === undefined ? [] : [parent]), 'default'];
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
