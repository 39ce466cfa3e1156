import type { Destination } from '../../model/destination.ts';
import type { LaneItem, RequestPreview } from '../../model/destination-kind.ts';
import { defaultStore } from '../../model/store.ts';
import { completeEvent } from '../../pipeline/accept/complete-event.ts';
import { samples } from '../../samples/events.ts';
import type { EndpointDeps } from './endpoint-deps.ts';

/** The moment of the example. */
const now = Date.UTC(2026, 0, 31, 18, 30);

/**
 * A request as an endpoint gets it, for the pages that tell receivers of it: the kind itself makes it, so that they
 * cannot say anything else. All in it is invented and never changes.
 */
export function exampleRequest(deps: Pick<EndpointDeps, 'kinds'>): RequestPreview {
  const kind = deps.kinds.get('http');
  const sample = samples.get('payment.completed');
  if (kind?.describe === undefined || sample === undefined) throw new Error('nothing makes the example of a request');
  const event = { ...completeEvent(sample, 'main', now), id: 'evt_019c1565d1c07000a1b2c3d4e5f60718' };
  const { settings, label } = kind.accept({
    url: 'https://shop.example.com/crier',
    secrets: [{ secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }],
  });
  const destination: Destination = {
    id: 'dst_example',
    store: 'main',
    kind: 'http',
    label,
    settings,
    state: 'active',
    facts: {},
    onUncertain: 'resend',
  };
  const delivery = { id: 'dlv_019c1565d1c27000b2c3d4e5f6071829', eventId: event.id, store: 'main' };
  const item: LaneItem = {
    delivery: { ...delivery, status: 'pending', attempts: 0, createdAt: now },
    event,
    route: undefined,
  };
  const store = { ...defaultStore, id: 'main', name: 'Frostvale' };
  return kind.describe(kind.render([item], { store, omit: new Set() }, destination), destination);
}
