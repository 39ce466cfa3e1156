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
    'Put the secret that Crier shows in the place of <the secret>, name the receiver in a route, and reload Alertmanager.',
  ],
  events: helpOf(kinds),
  recognises: ({ headers }) => headers['user-agent']?.startsWith('Alertmanager/') === true,
  prove: proveBySecret,
  translate: (request) => ({ events: [eventFor(readJson(request))] }),
} satisfies Source;

/** The same group is sent again and again: its key changes with what is in it. */
function stateOf(alerts: readonly Json[]): string {
  const states = alerts.map((one) =>
    [one.text('fingerprint'), one.text('status'), one.text('startsAt'), one.text('endsAt')].join(' '),
  );
  return hash('sha256', states.sort().join('\n')).slice(0, 32);
}

function eventFor(body: Json): SourceEvent {
  const alerts = body.list('alerts');
  const isResolved = body.text('status') === 'resolved';
  const group = body.text('groupKey');
  const name = common(body, 'Labels', 'alertname') ?? 'Alert';
  const firing = alerts.filter((one) => one.text('status') !== 'resolved').length;
  const severity = common(body, 'Labels', 'severity');
  const [first] = alerts;
  const instances = alerts.map((one) => one.text('labels', 'instance')).filter((one) => one !== undefined);
  return eventOf({
    ...kinds[isResolved ? 'resolved' : 'firing'],
    type: isResolved ? 'alert.resolved' : 'alert.firing',
    severity: isResolved ? 'success' : severityOf(severity),
    id: group === undefined ? undefined : keyOf('alertmanager', hash('sha256', group).slice(0, 32), stateOf(alerts)),
    correlation_id: group === undefined ? undefined : correlationOf('alertmanager', hash('sha256', group).slice(0, 32)),
    title: (isResolved ? `Resolved: ${name}` : `${name}${firing > 1 ? ` (${firing} firing)` : ''}`).slice(0, 300),
    url: webUrl(first?.text('generatorURL')) ?? webUrl(body.text('externalURL')),
    description: common(body, 'Annotations', 'summary') ?? first?.text('annotations', 'summary'),
    fields: fieldsOf({
      Description: common(body, 'Annotations', 'description') ?? first?.text('annotations', 'description'),
      Instances: [...new Set(instances)].slice(0, 20).join('\n'),
      Severity: severity,
      Job: common(body, 'Labels', 'job'),
      Lasted: isResolved && first !== undefined ? lasted(first) : undefined,
    }),
    occurred_at: isResolved ? first?.time('endsAt') : first?.time('startsAt'),
  });
}

function common(body: Json, what: 'Labels' | 'Annotations', name: string): string | undefined {
  return body.text(`common${what}`, name) ?? body.text('groupLabels', name);
}

function severityOf(label: string | undefined): Severity {
  if (label === 'critical' || label === 'page') return 'critical';
  if (label === 'warning') return 'warning';
  return label === 'info' || label === 'none' ? 'info' : 'error';
}

function lasted(alert: Json): string | undefined {
  const minutes = (Date.parse(alert.text('endsAt') ?? '') - Date.parse(alert.text('startsAt') ?? '')) / 60_000;
  if (!(minutes >= 0)) return undefined;
  return minutes < 90 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 60)} h`;
}
