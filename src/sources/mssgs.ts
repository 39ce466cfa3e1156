import type { Json } from '../lib/json-reader.ts';
import { CrierError } from '../model/errors.ts';
import type { EventLink } from '../model/event.ts';
import type { Proof, Source, SourceAnswer, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { eventOf, webUrl } from './_event.ts';
import { type FieldRow, fieldsOfRows } from './_fields.ts';
import { proveByEquality } from './_proof.ts';

/** mssgs' incoming webhooks. Contract: mssgs documentation, "Webhooks & Integrations". */
export default {
  id: 'mssgs',
  title: 'mssgs format',
  link: 'https://mssgs.app/docs/webhooks',
  secret: { from: 'crier', name: 'Token in the body', field: 'token' },
  setup: [
    'In the application that posts to mssgs replace the address by {url}, or only the host: /server/{server}/webhook/{channel} is understood too.',
    'Replace the token in the body by the secret that Crier shows.',
  ],
  events: [
    { platform: 'red messages', type: 'message.posted', category: 'errors' },
    { platform: 'any other message', type: 'message.posted', category: 'processing' },
  ],
  prove,
  translate: (request, settings) => translate(readJson(request), settings),
  refuse: () => failed(401, 'INVALID_TOKEN'),
} satisfies Source;

function prove(request: SourceRequest, settings: SourceSettings): Proof {
  let token: string | undefined;
  try {
    token = readJson(request).text('token');
  } catch (error) {
    if (!(error instanceof CrierError)) throw error;
  }
  return proveByEquality('The field "token" of the body', token, settings);
}

function failed(status: number, error: string): SourceAnswer {
  return { status, body: { error } };
}

function translate(body: Json, settings: SourceSettings) {
  const container = body.at('message_container');
  const text = container.exists ? container.text('description') : body.text('content');
  if (text === undefined) {
    const code = container.exists || body.at('content').exists ? 'MISSING_CONTENT' : 'MISSING_REQUIRED_FIELDS';
    return { events: [], answer: failed(400, code) };
  }
  const message = container.exists ? container : body;
  return {
    events: [messageOf(message, text, body.list('actions'), settings)],
    answer: { status: 200, body: { success: true } },
  };
}

/** As many as an event may have; more are told as fields. */
const mostLinks = 5;

function messageOf(message: Json, text: string, actions: readonly Json[], settings: SourceSettings): SourceEvent {
  const isError = message.text('color') === 'red';
  const all = actions.flatMap((action): EventLink[] => {
    const url = webUrl(/^url:(.+)$/.exec(action.text('type') ?? '')?.[1]);
    const label = (action.text('text') ?? action.text('label') ?? 'Open').slice(0, 80);
    return url === undefined ? [] : [{ label, url }];
  });
  const links = all.filter(({ url }) => url.length <= 512).slice(0, mostLinks);
  const titleUrl = webUrl(message.text('title_url'));
  const named = message.list('fields').map((one): FieldRow => [one.text('field') ?? 'Field', one.text('value')]);
  return eventOf({
    type: 'message.posted',
    category: settings.category ?? (isError ? 'errors' : 'processing'),
    severity: isError ? 'error' : message.text('color') === 'green' ? 'success' : 'info',
    title: (message.text('title') ?? message.text('bot_name'))?.slice(0, 300),
    description: [text, message.text('sub_title')].filter(Boolean).join('\n\n').slice(0, 50_000),
    url: titleUrl,
    links: links.length === 0 ? undefined : links,
    fields: fieldsOfRows([
      ...named,
      ...all.filter((link) => !links.includes(link)).map(({ label, url }): FieldRow => [label, url]),
    ]),
  });
}
