import type { Actor } from '../../model/api-key.ts';
import type { Destination } from '../../model/destination.ts';
import type { CheckResult } from '../../model/destination-kind.ts';
import { CrierError } from '../../model/errors.ts';
import type { Route } from '../../model/route.ts';
import { auditOf } from '../audit-of.ts';
import { type RouteReport, reportRoute } from './report-route.ts';
import { requireSettable } from './require-settable.ts';
import type { RouteDeps } from './route-deps.ts';

export type RouteChange = Omit<Route, 'store' | 'key' | 'destination' | 'provisionedBy'> & {
  /** Webhook URL. Secret. With neither this nor `channel` the destination stays. */
  webhook?: string | undefined;
  /** Id of a Discord channel that the bot writes into. */
  channel?: string | undefined;
  onUncertain?: Destination['onUncertain'] | undefined;
  schedule?: readonly number[] | undefined;
};

export interface RouteSet extends RouteReport {
  /** Discord's answer about the webhook or channel. */
  check: { result: 'ok' } | { result: 'unknown'; reason: string };
}

/**
 * Sets or changes a route while running. A new webhook or channel is checked with Discord first; what waited without a
 * place, or for a destination that no route names any more, goes the new way at once.
 *
 * @throws CrierError `invalid_request` for a key, or a channel where there is no bot; `invalid_destination` for a URL
 *   or id; `destination_rejected` where Discord knows no such webhook or channel; `forbidden` where the channel is of
 *   a server that belongs to other stores; `provisioned` where the operator set the key.
 */
export async function setRoute(deps: RouteDeps, actor: Actor, key: string, change: RouteChange): Promise<RouteSet> {
  const before = requireSettable(deps, actor, key);
  const { webhook, channel, onUncertain, schedule, ...rule } = change;
  const place = { webhook, channel, onUncertain, schedule };
  const { destination, check } = await settle(deps, actor, before, place);
  const route: Route = { ...rule, store: actor.store, key, destination: destination.id };
  const now = deps.clock.now();
  await deps.registries.routes.put(route, auditOf(actor, now, 'set-route', `route ${key}`, destination.label));
  await deps.reroute();
  deps.resume(destination.id);
  return { ...reportRoute(deps, route), check };
}

type Target = { kind: 'discord-webhook' | 'discord-channel'; settings: Destination['settings'] };

async function settle(
  deps: RouteDeps,
  actor: Actor,
  before: Route | undefined,
  change: Pick<RouteChange, 'webhook' | 'channel' | 'onUncertain' | 'schedule'>,
): Promise<{ destination: Destination; check: RouteSet['check'] }> {
  const { onUncertain = 'resend', schedule } = change;
  const target = targetOf(change);
  if (target === undefined) {
    const kept = before && deps.registries.destinations.find(before.destination);
    if (kept === undefined) {
      throw new CrierError(
        'invalid_request',
        'A new route needs a webhook URL, or a channel that the bot writes into.',
        {
          errors: [{ path: 'webhook', message: 'expected a Discord webhook URL, or channel with the id of a channel' }],
        },
      );
    }
    const changed = await deps.registries.destinations.update(kept, { onUncertain, schedule: schedule ?? null });
    return { destination: changed, check: { result: 'ok' } };
  }
  const wanted = { store: actor.store, ...target, onUncertain, schedule };
  const checked = await ask(deps, deps.registries.destinations.draft(wanted));
  if (checked.result === 'ok') requireOwnServer(deps, actor, target, checked.facts.guildId);
  else requireNoOthers(deps, actor, target, checked.reason);
  const destination = await deps.registries.destinations.put(wanted);
  if (checked.result === 'ok') {
    const mended = { state: 'active', stateReason: null, facts: checked.facts } as const;
    return { destination: await deps.registries.destinations.update(destination, mended), check: { result: 'ok' } };
  }
  return { destination, check: checked };
}

function targetOf({ webhook, channel }: Pick<RouteChange, 'webhook' | 'channel'>): Target | undefined {
  if (webhook !== undefined && channel !== undefined) {
    throw new CrierError('invalid_request', 'A route leads to a webhook or to a channel, not to both.', {
      errors: [{ path: 'channel', message: 'expected either webhook or channel' }],
    });
  }
  if (webhook !== undefined) return { kind: 'discord-webhook', settings: { url: webhook } };
  return channel === undefined ? undefined : { kind: 'discord-channel', settings: { channel_id: channel } };
}

/** Discord's answer about a destination that is not kept yet. */
async function ask(deps: RouteDeps, draft: Destination): Promise<Exclude<CheckResult, { result: 'bad' }>> {
  const kind = deps.kinds.get(draft.kind);
  const what = draft.kind === 'discord-channel' ? 'channel' : 'webhook';
  const obstacle = kind?.obstacle?.();
  if (obstacle !== undefined) {
    throw new CrierError('invalid_request', `A route cannot lead to a ${what} now: ${obstacle}.`, {
      errors: [{ path: what, message: obstacle }],
    });
  }
  const result = await kind?.check?.(draft, AbortSignal.timeout(15_000));
  if (result?.result !== 'bad') return result ?? { result: 'unknown', reason: 'nobody was asked' };
  throw new CrierError('destination_rejected', `Discord does not take this ${what}: ${result.reason}.`, {
    errors: [{ path: what, message: result.reason }],
  });
}

/** A webhook's URL is a key to its channel; an id is none, and the bot may be in the servers of several stores. */
function requireOwnServer(deps: RouteDeps, actor: Actor, { kind }: Target, guildId: string | undefined): void {
  if (kind !== 'discord-channel' || guildId === undefined) return;
  const stores = deps.registries.guilds.storesOf(guildId);
  if (stores.length === 0 || stores.includes(actor.store)) return;
  throw new CrierError(
    'forbidden',
    `That channel is in a Discord server that is not linked to the store "${actor.store}". Link it first: npm run crier -- link`,
  );
}

/** A channel that Discord could not tell the owner of might be that of another store. */
function requireNoOthers(deps: RouteDeps, actor: Actor, { kind }: Target, reason: string): void {
  const hasOthers = deps.registries.stores
    .list()
    .some(({ id }) => id !== actor.store && deps.registries.guilds.list(id).length > 0);
  if (kind !== 'discord-channel' || !hasOthers) return;
  throw new CrierError('wrong_state', `Discord could not be asked whose channel that is (${reason}). Try again later.`);
}
