import { Router } from 'express';
import type { Actions } from '../../actions/create-actions.ts';
import { formatDuration, shortDuration } from '../../lib/duration.ts';
import type { RequestPreview } from '../../model/destination-kind.ts';
import { type RetryPreset, retryPresetNames, retryPresets } from '../../model/retry-presets.ts';
import { asHtml, block, code, sendPage, table } from './page.ts';
import { node, php, python } from './verify-snippets.ts';

/** `/docs/endpoints`: all that the developer of a receiver needs to know. */
export function endpointPage(actions: Actions): Router {
  const router = Router();
  router.get('/docs/endpoints', (_request, response) => {
    sendPage(response, 'Endpoints', page(asText(actions.endpoints.exampleRequest())));
  });
  return router;
}

/** A request as it goes over the line. */
function asText({ method, url, headers, body }: RequestPreview): string {
  const { host, pathname } = new URL(url);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${pathname} HTTP/1.1`, `host: ${host}`, ...lines, '', JSON.stringify(body, null, 2)].join('\n');
}

const headers: readonly string[][] = [
  [code('webhook-id'), 'The event. The same over all attempts and replays: what you have seen, you have done.'],
  [code('webhook-timestamp'), 'When this attempt was made, in seconds since 1970.'],
  [
    code('webhook-signature'),
    'One or more signatures with blanks between: v1, and the base64 of the HMAC-SHA256 of id.timestamp.body.',
  ],
  [
    code('x-webhook-signature'),
    'With the signature plain: the hex HMAC-SHA256 of the body, keyed by the secret as text.',
  ],
  [code('crier-event-type'), 'Such as payment.completed.'],
  [code('crier-delivery'), 'The delivery in the log of Crier.'],
  [code('crier-attempt'), 'Counted from 1.'],
];

const fields: readonly string[][] = [
  ['id, type, store, category, severity', 'Always there. Severities: info, success, warning, error, critical.'],
  ['timestamp, occurred_at, accepted_at', 'RFC 3339, UTC. The first two are the same: when it happened.'],
  ['sender_id', 'The idempotency key under which it was posted.'],
  ['title, description, url', 'Text, where the sender gave some.'],
  ['player, recipient', 'name, and where known id, avatar_url, profile_url. The recipient of a gift.'],
  ['amount', 'value, a decimal number as text, and currency, ISO 4217. Never a floating-point number.'],
  ['fields, links', 'Lists of { name, value, inline } and { label, url }.'],
  ['application, correlation_id', 'Who sent it, and what belongs together: a payment and its refund.'],
  ['data', 'Whatever else the sender posted, as it came.'],
].map(([names = '', meaning = '']) => [names.split(', ').map(code).join(', '), asHtml(meaning)]);

const template = `{
  "content": "{{ player.name }} bought {{ data.package | default: 'something' }}",
  "price": {{ amount.value }},
  "vip": {% if data.package == "VIP" %}true{% else %}false{% endif %},
  "raw": {{ data }}
}`;

function presets(): string {
  const rows = retryPresetNames.map((name) => {
    const { delays, keepFailedMs }: RetryPreset = retryPresets[name];
    const waits = delays.map((ms) => (ms === 0 ? 'at once' : shortDuration(ms))).join(', ');
    const total = formatDuration(delays.reduce((sum, ms) => sum + ms, 0));
    const kept = keepFailedMs === undefined ? 'as long as the store keeps them' : formatDuration(keepFailedMs);
    return [code(name), waits, String(delays.length + 1), total, kept];
  });
  return table(['Name', 'Waits before each further attempt', 'Attempts', 'In all', 'Dead letters are kept'], rows);
}

function page(example: string): string {
  return `<p><a href="/docs">API</a></p><h1>Endpoints</h1>
<p>An endpoint is an address of yours to which Crier posts events, beside the messages in Discord. Make one with
${code('npm run crier -- endpoint add https://…')}, by the API (${code('POST /v1/endpoints')}), or in ${code('config/crier.yaml')};
${code('endpoint test <name>')} sends a test event, and with ${code('--dry-run')} shows the request for any event.</p>
<h2>What you get</h2>
${block(example)}
${table(
  ['Header', 'Meaning'],
  headers.map(([name = '', meaning = '']) => [name, meaning]),
)}
<h2>The body</h2>
<p>The event as it was posted, complete; what is not known is left out. Text from players is as they wrote it: escape
it where you show it.</p>
${table(['Fields', 'Meaning'], fields)}
<h2>What you answer</h2>
<ul>
<li>Any status of 2xx within 5 seconds means that you have it. Answer first, work afterwards.</li>
<li>Everything else, and no answer, is tried again by the schedule. ${code('Retry-After')}, in seconds or as a date, is waited for.</li>
<li>410 means that you want no more: the endpoint stops until somebody resumes it.</li>
<li>Redirects are not followed.</li>
</ul>
<h2>Verify who sent it</h2>
<p>Requests are signed as <a href="https://www.standardwebhooks.com" rel="noreferrer">Standard Webhooks</a> says, so every library for it verifies
them (npm and PyPI: ${code('standardwebhooks')}; ${code('svix')} too). The secret is shown once, when the endpoint is made. Without a library, in Node:</p>
${block(node)}
<p>In Python:</p>
${block(python)}
<p>In PHP:</p>
${block(php)}
<p>Always take the bytes as they came, never JSON that was written anew, and refuse what is older than five minutes.</p>
<p><strong>A new secret:</strong> ${code('endpoint rotate-secret <name>')}. For 24 hours both secrets sign: there are two signatures, and
any of them suffices. With the plain form ${code('x-webhook-signature')} stays with the old secret until then, so that your receiver goes
on working, and ${code('x-webhook-signature-next')} is signed with the new one: take either, or change the secret when the 24 hours are over.</p>
<h2>Twice, and out of order</h2>
<p>A request may come more than once: when your answer was lost, when somebody replays it. Keep the ${code('webhook-id')} of what you have
done, for a week at least, and answer 2xx when it comes again. Several requests are under way at once, and what failed
comes later: order by ${code('occurred_at')}.</p>
<h2>When you do not answer</h2>
${presets()}
<p>Any other list of delays can be set. Each wait is stretched by up to a tenth at random. What has failed in the end is a dead letter:
listed by ${code('deliveries --status failed --destination <name>')}, sent again by ${code('replay')}, one by one or all since a
time. An endpoint that has failed everything for five days is paused, and its owner is told in Discord; what comes
meanwhile waits, and ${code('endpoint resume <name>')} lets it flow.</p>
<h2>A body of your own</h2>
<p>A template is JSON with ${code('{{ tags }}')} (<a href="https://liquidjs.com" rel="noreferrer">Liquid</a>) that take the fields above. Between quotes a tag becomes text; standing
alone it becomes a JSON value of its kind, ${code('null')} where there is nothing. What is filled in can neither break the JSON nor add to it.</p>
${block(template)}
<p>Where a template has no double braces, tags in single ones are filled in too: ${code('{"ref": "{ticket_ref}", "player": "{player.name}"}')}. A word
that is none of the fields above is looked up in ${code('data')}. In a template with double braces, single ones are text.</p>
<p>A secret in the body belongs into ${code('body_secrets')} (${code(`--body-secrets '{"token": "…"}'`)}) and stands in the template as ${code('{{ secrets.token }}')}: no
answer, no log and no ${code('--dry-run')} shows it.</p>
<p>Values of extra headers take the same tags; what comes out is one line of Latin characters. The header ${code('User-Agent')} takes the
place of the usual one.</p>
<p>${code('endpoint test <name> --dry-run --body body.json')} tries one without keeping it; a template that would not give JSON is refused with
the line and the column of the mistake.</p>`;
}
