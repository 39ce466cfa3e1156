import { hash } from 'node:crypto';
import type { Json } from '../lib/json-reader.ts';
import type { Severity } from '../model/event.ts';
import type { Source, SourceEvent } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, keyOf, webUrl } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { proveBySecret } from './_proof.ts';

const kinds: Kinds = {
  firing: kind('alert.firing', 'errors', 'error'),
  resolved: kind('alert.resolved', 'errors', 'success'),
};

/** Prometheus Alertmanager. Contract: Alertmanager documentation, "webhook_config", and notify/webhook/webhook.go. */
export default {
  id: 'alertmanager',
  title: 'Prometheus Alertmanager',
  link: 'https://prometheus.io/docs/alerting/latest/configuration/#webhook_config',
  secret: { from: 'crier', name: 'Bearer token' },
  setup: [
    'In alertmanager.yml add a receiver with webhook_configs: [{ url: "{url}", http_config: { authorization: { credentials: "<the secret>" } } }].',
    'A group that goes on firing is told again after its repeat_interval, at most once an hour.',
    'Put the secret that Crier shows in the place of <the secret>, name the receiver in a route, and reload Alertmanager.',
  ],
  events: helpOf(kinds),
  recognises: ({ headers }) => headers['user-agent']?.startsWith('Alertmanager/') === true,
  prove: proveBySecret,
  translate: (request) => ({ events: [eventFor(readJson(request), request.receivedAt)] }),
} satisfies Source;

/** The same group is sent again by each Alertmanager of a cluster, and where no answer came: its state is its key. */
function stateOf(alerts: readonly Json[]): string {
  const states = alerts.map((one) =>
    [one.text('fingerprint'), one.text('status'), one.text('startsAt'), one.text('endsAt')].join(' '),
  );
  return hash('sha256', states.sort().join('\n')).slice(0, 32);
}

/** A reminder is news: what comes in another hour is none of those. */
function hourOf(receivedAt: number): string {
  return new Date(receivedAt).toISOString().slice(0, 13);
}

function eventFor(body: Json, receivedAt: number): SourceEvent {
  const all = body.list('alerts');
  const isResolved = body.text('status') === 'resolved';
  // A group that fires may hold alerts that are over.
  const firing = all.filter((one) => one.text('status') !== 'resolved');
  const alerts = isResolved || firing.length === 0 ? all : firing;
  const group = body.text('groupKey');
  const groupId = group === undefined ? undefined : hash('sha256', group).slice(0, 32);
  const name = common(body, 'Labels', 'alertname') ?? listOf(alerts, 'labels', 'alertname') ?? 'Alert';
  const severities = [common(body, 'Labels', 'severity'), ...alerts.map((one) => one.text('labels', 'severity'))];
  const started = alerts.map((one) => one.time('startsAt')).filter((time) => time !== undefined);
  const ended = alerts.map((one) => one.time('endsAt')).filter((time) => time !== undefined);
  const since = started.sort()[0];
  const until = isResolved ? ended.sort().at(-1) : undefined;
  const count = alerts.length > 1 ? ` (${alerts.length} firing)` : '';
  return eventOf({
    ...kinds[isResolved ? 'resolved' : 'firing'],
    type: isResolved ? 'alert.resolved' : 'alert.firing',
    severity: isResolved ? 'success' : worstOf(severities),
    id: keyOf('alertmanager', groupId, stateOf(all), ...(isResolved ? [] : [hourOf(receivedAt)])),
    correlation_id: correlationOf('alertmanager', groupId),
    title: (isResolved ? `Resolved: ${name}` : `${name}${count}`).slice(0, 300),
    url: alerts.map((one) => webUrl(one.text('generatorURL'))).find(Boolean) ?? webUrl(body.text('externalURL')),
    description: listOf(alerts, 'annotations', 'description', '\n')?.slice(0, 10_000),
    data: {
      summary: common(body, 'Annotations', 'summary') ?? listOf(alerts, 'annotations', 'summary', '\n'),
      instances: listOf(alerts, 'labels', 'instance'),
      since,
      duration_ms: since && until && until >= since ? Date.parse(until) - Date.parse(since) : undefined,
    },
    fields: fieldsOf({
      Severity: common(body, 'Labels', 'severity') ?? listOf(alerts, 'labels', 'severity'),
      Job: common(body, 'Labels', 'job') ?? listOf(alerts, 'labels', 'job'),
      Runbook: webUrl(common(body, 'Annotations', 'runbook_url')),
    }),
    occurred_at: until ?? since,
  });
}

function common(body: Json, what: 'Labels' | 'Annotations', name: string): string | undefined {
  return body.text(`common${what}`, name) ?? (what === 'Labels' ? body.text('groupLabels', name) : undefined);
}

/** The values of the alerts under a name, each one once. */
function listOf(alerts: readonly Json[], what: string, name: string, separator = ', '): string | undefined {
  const texts = alerts.map((one) => one.text(what, name)).filter((text) => text !== undefined);
  return [...new Set(texts)].slice(0, 20).join(separator) || undefined;
}

function worstOf(labels: readonly (string | undefined)[]): Severity {
  const given = labels.filter((label) => label !== undefined).map(severityOf);
  return (['critical', 'error', 'warning', 'info'] as const).find((one) => given.includes(one)) ?? 'error';
}

function severityOf(label: string): Severity {
  if (label === 'critical' || label === 'page') return 'critical';
  if (label === 'warning') return 'warning';
  return label === 'info' || label === 'none' ? 'info' : 'error';
}
