import { type Category, categories, categoryOf, matchesType, parentCategory } from '../model/category.ts';
import { type Event, isAtLeast } from '../model/event.ts';
import type { Route } from '../model/route.ts';

/** The parts of an event that routing looks at. */
export type RoutedEvent = Pick<Event, 'type' | 'category' | 'severity' | 'application'>;

/** The events of a key may be of any category. */
type EventOfKey = Omit<RoutedEvent, 'category'> & { category: Category | undefined };

type Routes = ReadonlyMap<string, Route>;

/** The route of an event, and the one whose destination it takes: itself, or the next that matches and has one. */
export interface Way {
  /** Undefined: no route matches. */
  route: Route | undefined;
  /** Undefined: no route that matches has a destination. */
  lead: Route | undefined;
}

/**
 * The one route of an event: the first that exists of exact event type, longest matching pattern, category, parent
 * category, `default`. A route that narrows to another application or a higher severity does not count.
 */
export function chooseWay(event: RoutedEvent, routes: Routes): Way {
  return wayAlong(matching(event, routes));
}

/** The way that the most severe events of a key go, or would go where it has no route. */
export function wayOfKey(key: string, routes: Routes): Way {
  const own = routes.get(key);
  return wayAlong(matching(eventOfKey(key, own?.application), routes, own));
}

/** A route as its messages look: the name and picture come along with an inherited destination. */
export function withInherited(route: Route, event: RoutedEvent, routes: Routes): Route {
  const { lead } = wayAlong(matching(event, routes, route));
  return { ...route, username: route.username ?? lead?.username, avatarUrl: route.avatarUrl ?? lead?.avatarUrl };
}

/** True where any route has a destination: the built-in preview is for stores that have none. */
export function leadAnywhere(routes: Routes): boolean {
  for (const { destination } of routes.values()) if (destination !== undefined) return true;
  return false;
}

function wayAlong(routes: readonly Route[]): Way {
  const [route] = routes;
  const lead = route?.destination === undefined ? routes.find(({ destination }) => destination !== undefined) : route;
  return { route, lead };
}

/** The routes that match, the first one first. @param from this one, and those that would match without it. */
function matching(event: EventOfKey, routes: Routes, from?: Route): Route[] {
  const keys = candidateKeys(event, routes);
  const found = keys
    .slice(from === undefined ? 0 : keys.indexOf(from.key) + 1)
    .flatMap((key) => routes.get(key) ?? [])
    .filter((route) => admits(route, event));
  return from === undefined ? found : [from, ...found];
}

function candidateKeys(event: EventOfKey, routes: Routes): string[] {
  const patterns = [...routes.keys()]
    .filter((key) => (key === '*' || key.endsWith('.*')) && matchesType(key, event.type))
    .sort((a, b) => b.length - a.length);
  const { category } = event;
  const parent = category && parentCategory[category];
  return [event.type, ...patterns, category, parent, 'default'].filter((key) => key !== undefined);
}

/** An event that a key is written for; of a category its type is not known. */
function eventOfKey(key: string, application: string | undefined): EventOfKey {
  const named = categories.find((category) => category === key);
  const type = named !== undefined || key === 'default' ? '' : key.replace('*', 'any');
  return { type, category: named ?? categoryOf(type), severity: 'critical', application };
}

function admits(route: Route, event: EventOfKey): boolean {
  if (route.application !== undefined && route.application !== event.application) return false;
  return route.minSeverity === undefined || isAtLeast(event.severity, route.minSeverity);
}
