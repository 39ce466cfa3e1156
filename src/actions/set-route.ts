import type { Actor } from '../model/api-key.ts';
import { categories } from '../model/category.ts';
import type { Destination } from '../model/destination.ts';
import { CrierError } from '../model/errors.ts';
import { typePattern } from '../model/event.ts';
import type { Route } from '../model/route.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { type RouteReport, reportRoute } from './list-routes.ts';
import { requireScope } from './require-scope.ts';

export type RouteChange = Omit<Route, 'store' | 'key' | 'destination' | 'provisionedBy'> & {
  /** Webhook URL. Secret. Undefined: the destination stays. */
  webhook?: string | undefined;
  onUncertain?: Destination['onUncertain'] | undefined;
  schedule?: readonly number[] | undefined;
};

export interface RouteSet extends RouteReport {
  /** What Discord said of the webhook. */
  check: { result: 'ok' } | { result: 'unknown'; reason: string };
}

type Deps = Pick<ActionDeps, 'store' | 'directory' | 'kinds' | 'book' | 'clock' | 'resume' | 'reroute'>;

/**
 * Sets or changes a route while running. A new webhook URL is checked with Discord first; what waited without a
 * place, or for a destination that no route names any more, goes the new way at once.
 *
 * @throws CrierError `invalid_request` for a key, `invalid_destination` for a URL, `destination_rejected` where
 *   Discord knows no such webhook, `provisioned` where the operator set the key.
 */
export async function setRoute(deps: Deps, actor: Actor, key: string, change: RouteChange): Promise<RouteSet> {
  requireScope(actor, 'admin');
  requireKey(key);
  const { webhook, onUncertain, schedule, ...rule } = change;
  const before = deps.directory.routes(actor.store).get(key);
  requireNotProvisioned(before);
  const { destination, check } = await settle(deps, actor, before, { webhook, onUncertain, schedule });
  const route: Route = { ...rule, store: actor.store, key, destination: destination.id };
  const now = deps.clock.now();
  await deps.store.putRoute(route, now, auditOf(actor, now, 'set-route', `route ${key}`, destination.label));
  deps.directory.putRoute(route);
  await deps.reroute();
  deps.resume(destination.id);
  return { ...reportRoute(deps, route), check };
}

/** @throws CrierError `provisioned`, naming the place where it is set. */
export function requireNotProvisioned(route: Route | undefined): void {
  if (route?.provisionedBy === undefined) return;
  throw new CrierError(
    'provisioned',
    `The route "${route.key}" is set in ${route.provisionedBy}. Change it there and restart, or take it out there first.`,
  );
}

async function settle(
  deps: Deps,
  actor: Actor,
  before: Route | undefined,
  { webhook, onUncertain = 'resend', schedule }: Pick<RouteChange, 'webhook' | 'onUncertain' | 'schedule'>,
): Promise<{ destination: Destination; check: RouteSet['check'] }> {
  if (webhook === undefined) {
    const kept = before && deps.directory.destination(before.destination);
    if (kept === undefined) {
      throw new CrierError('invalid_request', 'A new route needs a webhook URL.', {
        errors: [{ path: 'webhook', message: 'expected a Discord webhook URL' }],
      });
    }
    const changed = await deps.book.update(kept, { onUncertain, schedule: schedule ?? null });
    return { destination: changed, check: { result: 'ok' } };
  }
  const wanted = { store: actor.store, kind: 'discord-webhook', settings: { url: webhook }, onUncertain, schedule };
  const draft = deps.book.draft(wanted);
  const kind = deps.kinds.get(draft.kind);
  const result = await kind?.check?.(draft, AbortSignal.timeout(15_000));
  if (result?.result === 'bad') {
    throw new CrierError('destination_rejected', `Discord does not take this webhook: ${result.reason}.`, {
      errors: [{ path: 'webhook', message: result.reason }],
    });
  }
  const destination = await deps.book.findOrAdd(wanted);
  if (result?.result === 'ok') {
    const mended = { state: 'active', stateReason: null, facts: result.facts } as const;
    return { destination: await deps.book.update(destination, mended), check: { result: 'ok' } };
  }
  return { destination, check: { result: 'unknown', reason: result?.reason ?? 'nobody was asked' } };
}

function requireKey(key: string): void {
  if (key === 'default' || key === '*' || categories.some((category) => category === key)) return;
  const type = key.replace(/\.\*$/, '');
  if (key.length <= 100 && typePattern.test(type) && key.includes('.')) return;
  throw new CrierError('invalid_request', `"${key}" is no key of a route.`, {
    errors: [
      {
        path: 'key',
        message: `expected default, one of ${categories.join(', ')}, an event type such as payment.completed, or a pattern such as payment.*`,
      },
    ],
  });
}
