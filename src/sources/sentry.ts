import type { Json } from '../lib/json-reader.ts';
import type { Severity } from '../model/event.ts';
import type { Source, SourceEvent, SourceRequest } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, humanise, keyOf, keyOfBytes, unknownEvent, webUrl } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { helpOf, type Kind, type Kinds, kind } from './_kinds.ts';
import { headerOf, proveByHmac } from './_proof.ts';

const kinds: Kinds = {
  'issue.created': kind('error.reported', 'errors', 'error'),
  'issue.resolved': kind('error.resolved', 'errors', 'success'),
  'issue.unresolved': kind('error.reopened', 'errors', 'warning'),
  'issue.assigned': kind('error.assigned', 'errors'),
  'issue.archived': kind('error.archived', 'errors'),
  'issue.ignored': kind('error.archived', 'errors'),
  'event_alert.triggered': kind('error.alert', 'errors', 'error'),
  'metric_alert.critical': kind('alert.firing', 'errors', 'critical'),
  'metric_alert.warning': kind('alert.firing', 'errors', 'warning'),
  'metric_alert.resolved': kind('alert.resolved', 'errors', 'success'),
};

/** One for every single error, which the issue stands for. */
const unshown = new Set(['error.created']);

/** Sentry. Contract: Sentry documentation, "Integration Platform", "Webhooks". */
export default {
  id: 'sentry',
  title: 'Sentry',
  link: 'https://docs.sentry.io/organization/integrations/integration-platform/webhooks/',
  secret: { from: 'platform', name: 'Client secret of the integration' },
  setup: [
    'In Sentry open Settings → Developer Settings → Create New Integration → Internal Integration.',
    'Paste {url} as the webhook URL, switch "Alert Rule Action" on, give it read access to issues, and tick the webhook "issue".',
    'Save, copy the client secret, and give it to Crier.',
  ],
  events: helpOf(kinds),
  withheld: ['request', 'user', 'vars'],
  recognises: ({ headers }) => headers['sentry-hook-signature'] !== undefined,
  prove: proveByHmac({ header: 'Sentry-Hook-Signature' }),
  translate: (request) => ({ events: eventsOf(request, readJson(request)) }),
} satisfies Source;

function eventsOf(request: SourceRequest, body: Json): SourceEvent[] {
  const resource = headerOf(request, 'Sentry-Hook-Resource') ?? 'unknown';
  const name = `${resource}.${body.text('action') ?? 'unknown'}`;
  if (unshown.has(name)) return [];
  const id = keyOf('sentry', headerOf(request, 'Request-ID')) ?? keyOfBytes('sentry', name, request.body);
  const found = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (found === undefined) return [unknownEvent('sentry', name, { id })];
  const data = body.at('data');
  if (resource === 'issue') return [eventOf({ id, ...issueParts(found, body, data.at('issue')) })];
  if (resource === 'event_alert') return [eventOf({ id, ...alertParts(found, data) })];
  return [eventOf({ id, ...metricParts(found, data) })];
}

const cut = (text: string | undefined, most: number) => text?.slice(0, most);

function severityOf(level: string | undefined, otherwise: Severity): Severity {
  if (level === 'fatal') return 'critical';
  if (level === 'error' || level === 'warning') return level;
  return level === 'info' || level === 'debug' ? 'info' : otherwise;
}

function issueParts(found: Kind, body: Json, issue: Json) {
  const title = cut(issue.text('title'), 300) ?? 'Error';
  const isNew = found.type === 'error.reported';
  const verb = humanise(found.type.slice('error.'.length));
  return {
    ...found,
    severity: isNew ? severityOf(issue.text('level'), 'error') : found.severity,
    title: isNew ? title : `${verb}: ${title}`,
    url: webUrl(issue.text('web_url') ?? issue.text('permalink')),
    occurred_at: issue.time('lastSeen'),
    correlation_id: correlationOf('sentry', issue.text('id')),
    fields: fieldsOf({
      Project: issue.text('project', 'slug') ?? issue.text('project', 'name'),
      Where: cut(issue.text('culprit'), 300),
      Level: issue.text('level'),
      Events: issue.text('count'),
      Users: issue.text('userCount'),
      By: body.text('actor', 'type') === 'user' ? body.text('actor', 'name') : undefined,
      Assignee: issue.text('assignedTo', 'name'),
      Issue: issue.text('shortId'),
    }),
  };
}

function alertParts(found: Kind, data: Json) {
  const event = data.at('event');
  const rule = data.text('triggered_rule');
  const title = cut(event.text('title'), 300) ?? 'Error';
  const environment = event
    .list('tags')
    .find((tag) => tag.text(0) === 'environment')
    ?.text(1);
  return {
    ...found,
    title: rule === undefined ? title : `${cut(rule, 150)}: ${title}`,
    url: webUrl(event.text('web_url')),
    occurred_at: event.time('datetime'),
    correlation_id: correlationOf('sentry', event.text('issue_id')),
    fields: fieldsOf({
      Where: cut(event.text('culprit') ?? event.text('location'), 300),
      Environment: environment,
      Release: event.text('release'),
      Level: event.text('level'),
    }),
  };
}

function metricParts(found: Kind, data: Json) {
  const alert = data.at('metric_alert');
  const title = data.text('description_title') ?? alert.text('title');
  return {
    ...found,
    title: cut(title, 300),
    description: cut(data.text('description_text'), 1_000),
    url: webUrl(data.text('web_url')),
    occurred_at: alert.time('date_detected') ?? alert.time('date_started'),
    correlation_id: correlationOf('sentry', 'metric', alert.text('id')),
    fields: fieldsOf({
      Projects: alert
        .list('projects')
        .map((project) => project.text())
        .filter(Boolean)
        .join(', '),
    }),
  };
}
