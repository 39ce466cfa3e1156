import { isDeepStrictEqual } from 'node:util';
import { type RouteChange, type RouteTarget, splitRoute } from '../../contract/route.ts';
import type { Actor } from '../../model/api-key.ts';
import type { Destination } from '../../model/destination.ts';
import type { CheckResult } from '../../model/destination-kind.ts';
import { CrierError } from '../../model/errors.ts';
import { plainRule, type Route } from '../../model/route.ts';
import { auditOf } from '../audit-of.ts';
import { type RouteReport, reportRoute } from './report-route.ts';
import { requireCopies } from './require-copies.ts';
import { requireSettable } from './require-settable.ts';
import type { RouteDeps } from './route-deps.ts';

export interface RouteSet extends RouteReport {
  /** Discord's answer about the webhook or channel. */
  check: { result: 'ok' } | { result: 'unknown'; reason: string };
}

/**
 * Changes what is named of a route while running, or makes one; without a webhook or channel of its own it leads where
 * the next route that matches does. Such a place is checked with Discord first; what waited without a place, or for a
 * destination that no route names any more, goes the new way at once.
 *
 * @param change what it does not name stays, null takes away.
 * @throws CrierError `invalid_request` for a key, a channel where there is no bot, a policy of a destination that the
 *   route does not name itself, or copies that are not there or lead in a circle; `invalid_destination` for a URL or id; `destination_rejected` where Discord knows no
 *   such webhook or channel; `forbidden` where the channel is of a server that belongs to other stores; `provisioned`
 *   for a field that the operator set.
 */
export async function changeRoute(deps: RouteDeps, actor: Actor, key: string, change: RouteChange): Promise<RouteSet> {
  const { targets, rest } = splitRoute(change);
  const { onUncertain, schedule, ...rule } = rest;
  const target = onlyOne(targets);
  const changed = changedFields(deps, actor, key, change, target);
  const before = requireSettable(deps, actor, key, changed);
  if (before === undefined && changed.length === 0) throw saysNothing(key);
  requireCopies(deps, actor, key, rule.copies ?? []);
  const { destination, check } = await settle(deps, actor, before, target, { onUncertain, schedule });
  const now = deps.clock.now();
  const route = await deps.registries.routes.change(
    {
      store: actor.store,
      key,
      // A change without a place leaves the one that another change may have brought meanwhile.
      destination: target === undefined ? undefined : destination?.id,
    },
    rule,
    auditOf(actor, now, 'set-route', `route ${key}`, destination?.label),
  );
  await deps.reroute();
  if (route.destination !== undefined) deps.resume(route.destination);
  return { ...reportRoute(deps, route), check };
}

/** The fields that the change would give another value: one that is set to what it is already changes nothing. */
function changedFields(
  deps: RouteDeps,
  actor: Actor,
  key: string,
  change: RouteChange,
  target: RouteTarget | undefined,
): string[] {
  const route = deps.registries.routes.find(actor.store, key);
  const destination =
    route?.destination === undefined ? undefined : deps.registries.destinations.find(route.destination);
  const now = new Map(Object.entries({ ...plainRule, ...destination, ...route }));
  const { rest } = splitRoute(change);
  const names = Object.entries(rest)
    .filter(([name, value]) => value !== undefined && !isDeepStrictEqual(value ?? undefined, now.get(name)))
    .map(([name]) => name);
  return target === undefined ? names : ['destination', ...names];
}

/** The destination of its own that the route has from now on; undefined where it has none. */
async function settle(
  deps: RouteDeps,
  actor: Actor,
  before: Route | undefined,
  target: RouteTarget | undefined,
  change: Pick<RouteChange, 'onUncertain' | 'schedule'>,
): Promise<{ destination: Destination | undefined; check: RouteSet['check'] }> {
  const kept = before?.destination === undefined ? undefined : deps.registries.destinations.find(before.destination);
  if (target === undefined) {
    const { onUncertain, schedule } = change;
    if (kept === undefined) {
      requireNoPolicy({ onUncertain, schedule });
      return { destination: undefined, check: { result: 'ok' } };
    }
    const changed = await deps.registries.destinations.update(kept, { onUncertain, schedule });
    return { destination: changed, check: { result: 'ok' } };
  }
  const { onUncertain = kept?.onUncertain ?? 'resend', schedule = kept?.schedule } = change;
  const { place, kind, settings } = target;
  const wanted = { store: actor.store, kind, settings, onUncertain, schedule: schedule ?? undefined };
  const draft = deps.registries.destinations.draft(wanted);
  const checked = await ask(deps, place, draft.destination);
  if (checked.result === 'ok') requireOwnServer(deps, actor, target, checked.facts.guildId);
  else requireNoOthers(deps, actor, target, checked.reason);
  const destination = await deps.registries.destinations.keep(draft);
  if (checked.result === 'ok') {
    const mended = { state: 'active', stateReason: null, facts: checked.facts } as const;
    return { destination: await deps.registries.destinations.update(destination, mended), check: { result: 'ok' } };
  }
  return { destination, check: checked };
}

/** A whole route says the defaults too: these are as good as nothing. */
function requireNoPolicy({
  onUncertain = 'resend',
  schedule = null,
}: Pick<RouteChange, 'onUncertain' | 'schedule'>): void {
  if (onUncertain === 'resend' && schedule === null) return;
  const path = schedule === null ? 'on_uncertain' : 'retry';
  throw new CrierError(
    'invalid_request',
    `${path} belongs to a webhook or channel, and the route names none of its own.`,
    {
      errors: [{ path, message: 'expected beside a webhook or channel, or at the route whose place this one takes' }],
    },
  );
}

function saysNothing(key: string): CrierError {
  return new CrierError('invalid_request', `There is no route "${key}" yet, and nothing was said of it.`, {
    errors: [
      { path: 'webhook', message: 'expected a Discord webhook URL, a channel, or what is special about the route' },
    ],
  });
}

function onlyOne(targets: readonly RouteTarget[]): RouteTarget | undefined {
  if (targets.length < 2) return targets[0];
  throw new CrierError('invalid_request', 'A route leads to a webhook or to a channel, not to both.', {
    errors: [{ path: 'channel', message: 'expected either webhook or channel' }],
  });
}

/** Discord's answer about a destination that is not kept yet. */
async function ask(
  deps: RouteDeps,
  what: string,
  draft: Destination,
): Promise<Exclude<CheckResult, { result: 'bad' }>> {
  const kind = deps.kinds.get(draft.kind);
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
function requireOwnServer(deps: RouteDeps, actor: Actor, { kind }: RouteTarget, guildId: string | undefined): void {
  if (kind !== 'discord-channel' || guildId === undefined) return;
  const stores = deps.registries.guilds.storesOf(guildId);
  if (stores.length === 0 || stores.includes(actor.store)) return;
  throw new CrierError(
    'forbidden',
    `That channel is in a Discord server that is not linked to the store "${actor.store}". Link it first: npm run crier -- link`,
  );
}

/** A channel of which Discord could not say whose it is might be that of another store. */
function requireNoOthers({ registries }: RouteDeps, actor: Actor, { kind }: RouteTarget, reason: string): void {
  const hasOthers = registries.stores
    .list()
    .some(({ id }) => id !== actor.store && registries.guilds.list(id).length > 0);
  if (kind !== 'discord-channel' || !hasOthers) return;
  throw new CrierError('wrong_state', `Discord could not be asked whose channel that is (${reason}). Try again later.`);
}
