import type { Json } from '../lib/json-reader.ts';
import { CrierError } from '../model/errors.ts';
import type { Severity } from '../model/event.ts';
import type {
  Proof,
  Source,
  SourceAnswer,
  SourceEvent,
  SourceRequest,
  SourceSettings,
  Translation,
} from '../model/source.ts';
import { readJson } from './_body.ts';
import { eventOf, lookUp, personOf, restOf, slugOf, webUrl } from './_event.ts';
import { type FieldRow, fieldsOfRows } from './_fields.ts';
import { actionsOf } from './_mssgs-actions.ts';
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
    'The channel in the address chooses a route: the type of its messages is message.posted.<channel>, so that "npm run crier -- routes set message.posted.<channel> -" leads it to a Discord channel of its own; message.posted.* is all of them, and without such a route the category decides. At the other address &channel=<channel> says the same.',
    'GitHub and UniFi Protect may post to the same address: switch the sources github and unifi-protect on, whose secrets prove them (for UniFi with ?secret=… behind the address).',
  ],
  events: [
    { platform: 'red messages (to a channel: message.posted.<channel>)', type: 'message.posted', category: 'errors' },
    { platform: 'any other message (likewise)', type: 'message.posted', category: 'processing' },
  ],
  prove,
  translate: (request, settings) => translate(readJson(request), request, settings),
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

function translate(body: Json, { query }: SourceRequest, settings: SourceSettings): Translation {
  const container = body.at('message_container');
  const texts = [body.text('content'), container.text('description')].filter((text) => text !== undefined);
  if (texts.length === 0) {
    const isEmpty = container.exists || body.at('content').exists || body.at('actions').exists;
    return { events: [], answer: failed(400, isEmpty ? 'MISSING_CONTENT' : 'MISSING_REQUIRED_FIELDS') };
  }
  const { server, channel } = query;
  const address = { ...(server && { server_guid: server }), ...(channel && { channel_guid: channel }) };
  return {
    events: [messageOf(body, texts.join('\n\n'), channel, settings)],
    originals: [{ ...restOf(body, []), ...address }],
    answer: { status: 200, body: { success: true } },
  };
}

/** Its documentation gives them no meaning; these are what its examples use them for. */
const severities: Readonly<Record<string, Severity>> = { green: 'success', orange: 'warning', red: 'error' };

/** The parts of a message stand in its container, and those of the simple form beside it. */
function messageOf(body: Json, text: string, channel: string | undefined, settings: SourceSettings): SourceEvent {
  const part = (name: string) => body.text('message_container', name) ?? body.text(name);
  const fields = [...body.list('message_container', 'fields'), ...body.list('fields')];
  const { links, rows } = actionsOf([...body.list('actions'), ...body.list('message_container', 'actions')]);
  const color = part('color')?.toLowerCase();
  const severity = lookUp(severities, color) ?? 'info';
  const title = part('title')?.slice(0, 300);
  const avatar = webUrl(part('avatar_url'));
  return eventOf({
    type: channel === undefined ? 'message.posted' : `message.posted.${slugOf(channel)}`,
    category: settings.category ?? (severity === 'error' ? 'errors' : 'processing'),
    severity,
    title: title ?? (part('type') === 'system_message' ? undefined : 'Message'),
    description: text.slice(0, 50_000),
    url: webUrl(part('title_url')),
    // The picture stands beside a name: that of the bot, else the title as in the simple form.
    player: personOf({ name: part('bot_name') ?? (avatar && title), avatar_url: avatar }),
    links: links.length === 0 ? undefined : links,
    fields: fieldsOfRows([
      ...fields.map((one): FieldRow => [one.text('field') ?? one.text('name') ?? 'Field', one.text('value')]),
      ...rows,
    ]),
    data: { color, sub_title: part('sub_title')?.slice(0, 1_000), message_type: part('type') },
  });
}
