import { Router } from 'express';
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Actions } from '../actions/create-actions.ts';
import { requireScope } from '../actions/require-scope.ts';
import { may } from '../model/api-key.ts';
import { needSeverities } from '../model/need.ts';
import type { Authenticator } from './authenticate.ts';

/** The states of a store, each at its number. */
const states = ['ok', ...needSeverities] as const;

/**
 * `/metrics` for Prometheus: the events, the queues, and the answers of Discord. Labels never hold a secret. A key shows
 * the series of its store; with the scope `installation` those of all stores, and the figures of the process.
 */
export function metrics(actions: Actions, authenticate: Authenticator): Router {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const events = new Counter({
    name: 'crier_events_accepted_total',
    help: 'Events accepted',
    labelNames: ['store', 'category'],
    registers,
  });
  const duplicates = new Counter({
    name: 'crier_events_duplicate_total',
    help: 'Events that were known already',
    labelNames: ['store'],
    registers,
  });
  const attempts = new Counter({
    name: 'crier_attempts_total',
    help: 'Requests to destinations by outcome',
    labelNames: ['store', 'outcome'],
    registers,
  });
  const rateLimits = new Counter({
    name: 'crier_rate_limited_total',
    help: 'Answers of 429 by scope; every scope but "shared" counts as our mistake',
    labelNames: ['store', 'scope'],
    registers,
  });
  const settled = new Counter({
    name: 'crier_deliveries_settled_total',
    help: 'Deliveries that ended',
    labelNames: ['store', 'status'],
    registers,
  });
  const refused = new Counter({
    name: 'crier_source_refused_total',
    help: 'Requests of platforms that were not believed or not understood',
    labelNames: ['store', 'source', 'cause'],
    registers,
  });
  const seconds = new Histogram({
    name: 'crier_attempt_seconds',
    help: 'Time until a destination answered',
    labelNames: ['store'],
    buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers,
  });
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['store', 'destination'], registers });
  const pending = gauge('crier_deliveries_pending', 'Deliveries that wait');
  const failed = gauge('crier_deliveries_failed', 'Dead letters');
  const oldest = gauge('crier_oldest_waiting_seconds', 'Age of the oldest delivery that waits');
  const broken = gauge('crier_destination_broken', '1 where a destination takes no messages any more');
  const paused = gauge('crier_destination_paused', '1 where a destination is paused');
  const unrouted = new Gauge({
    name: 'crier_deliveries_unrouted',
    help: 'Deliveries that wait for a route, counted up to 10,000',
    labelNames: ['store'],
    registers,
  });
  const state = new Gauge({
    name: 'crier_state',
    help: 'The verdict of status on a store: 0 all is well, 1 something needs attention, 2 something is broken',
    labelNames: ['store'],
    registers,
  });
  const needs = new Gauge({
    name: 'crier_needs',
    help: 'Things that need a person; status says which, and the cure',
    labelNames: ['store', 'severity'],
    registers,
  });
  const bot = new Gauge({
    name: 'crier_bot_online',
    help: '1 where the Discord bot is online; absent without one',
    registers,
  });

  actions.activity.subscribe((activity) => {
    if (activity.kind === 'event.accepted') {
      events.inc({ store: activity.event.store, category: activity.event.category });
      return;
    }
    const { store } = activity;
    if (activity.kind === 'event.duplicate') duplicates.inc({ store });
    if (activity.kind === 'source.refused') refused.inc({ store, source: activity.source, cause: activity.cause });
    if (activity.kind !== 'delivery.attempted') return;
    const { record } = activity;
    attempts.inc({ store, outcome: record.outcome });
    seconds.observe({ store }, record.latencyMs / 1_000);
    if (record.scope !== undefined) rateLimits.inc({ store, scope: record.scope });
    for (const { status } of record.items) if (status !== 'pending') settled.inc({ store, status });
  });

  async function collect(): Promise<void> {
    const statuses = await actions.status.list();
    // From here on at once, so that a scrape beside this one finds no gauge empty.
    for (const one of [pending, failed, oldest, broken, paused, unrouted, state, needs]) one.reset();
    bot.remove();
    for (const status of statuses) {
      const { store, about } = status;
      if (status.bot !== undefined) bot.set(status.bot === 'online' ? 1 : 0);
      unrouted.set({ store }, status.unrouted.count);
      state.set({ store }, states.indexOf(status.state));
      for (const severity of needSeverities) {
        needs.set({ store, severity }, status.needs.filter((need) => need.severity === severity).length);
      }
      for (const { destination, counts } of status.destinations) {
        const labels = { store, destination: destination.id };
        pending.set(labels, counts.pending);
        failed.set(labels, counts.failed);
        broken.set(labels, destination.state === 'broken' ? 1 : 0);
        paused.set(labels, destination.state === 'paused' ? 1 : 0);
        const since = counts.oldestWaiting?.at;
        oldest.set(labels, since === undefined ? 0 : Math.max(0, about.now - since) / 1_000);
      }
    }
  }

  const router = Router();
  router.get('/metrics', async (request, response) => {
    const actor = await authenticate(request);
    requireScope(actor, 'read');
    await collect();
    const shown = may(actor, 'installation') ? registry : await ofStore(registry, actor.store);
    response.type(registry.contentType).send(await shown.metrics());
  });
  return router;
}

/** The series with the label of one store, and nothing else: what has no such label is of the whole installation. */
async function ofStore(registry: Registry, store: string): Promise<Registry> {
  const own = (await registry.getMetricsAsJSON())
    .map((metric) => ({ ...metric, values: metric.values.filter(({ labels }) => labels['store'] === store) }))
    .filter(({ values }) => values.length > 0);
  return AggregatorRegistry.aggregate([own]);
}
