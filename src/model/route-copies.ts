import { type Category, parentCategory } from './category.ts';
import type { Route } from './route.ts';

/** The routes that one route may name as copies. */
export const mostCopies = 10;

type Copying = Pick<Route, 'key' | 'copies'>;

/**
 * The keys of the routes that are told beside a route: those that it names; where nothing is said of them, the parent
 * category of its own, where that has a place of its own. Pure.
 */
export function copiesOf({ key, copies }: Copying, routes: ReadonlyMap<string, Pick<Route, 'destination'>>): string[] {
  if (copies !== undefined) return copies.map(({ to }) => to);
  const parent = Object.hasOwn(parentCategory, key) ? parentCategory[key as Category] : undefined;
  return parent === undefined || routes.get(parent)?.destination === undefined ? [] : [parent];
}

/**
 * The way from a route over named copies back to itself: `errors`, `processing`, `errors`; undefined where none is.
 *
 * @param named the copies that the route of a key names.
 */
export function circleOf(key: string, named: (key: string) => Copying['copies']): readonly string[] | undefined {
  const seen = new Set<string>();
  const follow = (way: readonly string[]): readonly string[] | undefined => {
    for (const { to } of named(way.at(-1) ?? key) ?? []) {
      if (to === key) return [...way, to];
      if (seen.has(to)) continue;
      seen.add(to);
      const circle = follow([...way, to]);
      if (circle !== undefined) return circle;
    }
    return undefined;
  };
  return follow([key]);
}
