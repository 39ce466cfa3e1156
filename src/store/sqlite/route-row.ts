import type { Route } from '../../model/route.ts';

export interface RouteColumns {
  store_id: string;
  key: string;
  destination_id: string;
  /** A RouteRule as JSON: the store knows none of its parts. */
  rule: string;
  provisioned_by: string | null;
}

export function toRoute({ store_id, key, destination_id, rule, provisioned_by }: RouteColumns): Route {
  return {
    ...JSON.parse(rule),
    store: store_id,
    key,
    destination: destination_id,
    provisionedBy: provisioned_by ?? undefined,
  };
}
