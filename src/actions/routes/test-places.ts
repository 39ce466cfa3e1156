import type { ChosenRoute } from '../../pipeline/route.ts';
import type { TestPlace } from '../send-test.ts';
import type { RouteDeps } from './route-deps.ts';

/** The places of a test that takes these routes, each destination once. A muted one is tried where it is the first. */
export function testPlaces(chosen: readonly ChosenRoute[], { registries }: Pick<RouteDeps, 'registries'>): TestPlace[] {
  const places = chosen.flatMap(({ route, destination: id }, index): TestPlace[] => {
    const isSilent = index > 0 && route.muted;
    const destination = id === undefined || isSilent ? undefined : registries.destinations.find(id);
    return destination === undefined ? [] : [{ destination, routeKey: route.key }];
  });
  return places.filter(
    ({ destination }, index) => places.findIndex((one) => one.destination.id === destination.id) === index,
  );
}
