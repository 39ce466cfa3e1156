import type { Json } from '../lib/json-reader.ts';
import { CrierError } from '../model/errors.ts';
import type { Source, SourceEvent, SourceRequest } from '../model/source.ts';
import { parseJson, readForm, readJson } from './_body.ts';
import { eventOf, keyOf, personOf, webUrl } from './_event.ts';
import { githubEvent, githubHelp, isUnshown } from './_github-events.ts';
import { headerOf, proveByHmac } from './_proof.ts';

/** GitHub. Contract: GitHub documentation, "Webhook events and payloads" and "Validating webhook deliveries". */
export default {
  id: 'github',
  title: 'GitHub',
  link: 'https://docs.github.com/en/webhooks',
  secret: { from: 'crier', name: 'Secret of the webhook' },
  setup: [
    'In the repository or organisation open Settings → Webhooks → Add webhook and paste {url}.',
    'Choose the content type application/json, and paste the secret that Crier shows.',
    'Choose the events: pushes, pull requests, issues, releases, workflow runs and sponsorships are shown in detail.',
  ],
  events: githubHelp,
  recognises: ({ headers }) => headers['x-github-event'] !== undefined,
  prove: proveByHmac({ header: 'X-Hub-Signature-256', prefix: 'sha256=' }),
  translate: (request) => ({ events: eventsOf(request), unsupported: isUnshown(headerOf(request, 'X-GitHub-Event')) }),
} satisfies Source;

/** The owner may choose a form with the JSON in one of its fields. */
function readPayload(request: SourceRequest): Json {
  const isForm = headerOf(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? parseJson(readForm(request).get('payload') ?? '') : readJson(request);
}

function eventsOf(request: SourceRequest): SourceEvent[] {
  const name = headerOf(request, 'X-GitHub-Event') ?? 'unknown';
  const body = readPayload(request);
  if (name === 'ping') return [];
  if (['action', 'ref', 'repository', 'sender'].every((part) => !body.at(part).exists)) {
    throw new CrierError('invalid_json', 'The body has no "repository", as every event of GitHub has.');
  }
  const parts = githubEvent(name, body);
  if (parts === undefined) return [];
  const sender = body.at('sender');
  const event = eventOf({
    id: keyOf('github', headerOf(request, 'X-GitHub-Delivery')),
    player: personOf({
      name: sender.text('login'),
      avatar_url: sender.text('avatar_url'),
      profile_url: sender.text('html_url'),
    }),
    ...parts,
    url: webUrl(parts.url),
  });
  return [event];
}
