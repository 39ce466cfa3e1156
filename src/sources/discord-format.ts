import { Json } from '../lib/json-reader.ts';
import type { EventField } from '../model/event.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { parseJson, readForm, readJson, readPart } from './_body.ts';
import { eventOf, personOf, webUrl } from './_event.ts';
import { fieldsOfRows } from './_fields.ts';
import { plainDiscord } from './_plain-text.ts';
import { headerOf, proveBySecret } from './_proof.ts';

/** The body of Discord's Execute Webhook, as an event. Contract: Discord developer documentation, "Execute Webhook". */
export default {
  id: 'discord-format',
  title: 'Discord format',
  link: 'https://discord.com/developers/docs/resources/webhook#execute-webhook',
  secret: { from: 'crier', name: 'Secret in the address', inUrl: true },
  setup: [
    'In the application that posts to a Discord webhook, paste {url} as the webhook URL.',
    'Add &category=transactions (or another category) to the address where its messages belong to one.',
  ],
  events: [{ platform: 'any message', type: 'message.posted', category: 'processing' }],
  prove: proveBySecret,
  translate(request, settings) {
    const events = eventsOf(readMessage(request), settings);
    if (events.length > 0) return { events, answer: { status: 204 } };
    // As Discord itself answers: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
    return { events, answer: { status: 400, body: { message: 'Cannot send an empty message', code: 50_006 } } };
  },
} satisfies Source;

/** JSON, or a form with the JSON in it, or a form with the simple parts. */
function readMessage(request: SourceRequest): Json {
  const type = headerOf(request, 'content-type')?.toLowerCase() ?? '';
  const isMultipart = type.startsWith('multipart/form-data');
  if (!isMultipart && !type.startsWith('application/x-www-form-urlencoded')) return readJson(request);
  const form = isMultipart ? undefined : readForm(request);
  const part = (name: string) => (form === undefined ? readPart(request, name) : (form.get(name) ?? undefined));
  const payload = part('payload_json');
  return payload === undefined
    ? new Json({ content: part('content'), username: part('username') })
    : parseJson(payload);
}

const plain = (text: string | undefined) => (text === undefined ? undefined : plainDiscord(text) || undefined);

function eventsOf(body: Json, settings: SourceSettings): SourceEvent[] {
  const sender = plain(body.text('username'))?.slice(0, 200) ?? 'Message';
  const common = { type: 'message.posted', category: settings.category ?? ('processing' as const) };
  const said = [plain(body.text('content')), ...componentTexts(body.list('components')), pollText(body.at('poll'))];
  const description = said
    .filter((text) => text !== undefined)
    .join('\n')
    .slice(0, 50_000);
  const embeds = body.list('embeds').filter(isShown);
  return [
    ...(description === '' ? [] : [eventOf({ ...common, title: sender, description })]),
    ...embeds.map((embed) => eventOf({ ...common, ...partsOf(embed, sender) })),
  ];
}

function isShown(embed: Json): boolean {
  return embed.entries().some(([name, part]) => name !== 'color' && name !== 'type' && part.exists);
}

function partsOf(embed: Json, sender: string) {
  return {
    title: plain(embed.text('title'))?.slice(0, 300) ?? sender,
    description: plain(embed.text('description')),
    url: webUrl(embed.text('url')) ?? webUrl(embed.text('image', 'url')),
    occurred_at: embed.time('timestamp'),
    player: personOf({
      name: plain(embed.text('author', 'name')),
      avatar_url: embed.text('author', 'icon_url'),
      profile_url: embed.text('author', 'url'),
    }),
    fields: fieldsIn(embed),
  };
}

/** A text; a table or list as compact JSON, as scripts send it. */
function anyText(value: Json): string | undefined {
  if (typeof value.value !== 'object' || value.value === null) return value.text();
  return JSON.stringify(value.value);
}

/** Senders often leave a field's name to a space of no width. */
function fieldsIn(embed: Json): EventField[] | undefined {
  return fieldsOfRows(
    embed.list('fields').map((field) => {
      const name = plain(field.text('name'))
        ?.replace(/[\u200b\u2800]/g, '')
        .trim();
      return [name || 'Field', plain(anyText(field.at('value'))), field.flag('inline') ?? false] as const;
    }),
  );
}

/** The texts and links of components, as deep as Discord nests them. */
function componentTexts(components: readonly Json[], depth = 4): string[] {
  return components.slice(0, 40).flatMap((one) => {
    const label = plain(one.text('label'));
    const url = webUrl(one.text('url'));
    const link = url === undefined ? undefined : `${label ?? 'Link'} (${url})`;
    const own = [plain(one.text('content')), link].filter((text) => text !== undefined);
    return depth === 0 ? own : [...own, ...componentTexts([...one.list('components'), one.at('accessory')], depth - 1)];
  });
}

function pollText(poll: Json): string | undefined {
  const answers = poll.list('answers').map((one) => plain(one.text('poll_media', 'text')));
  const lines = [plain(poll.text('question', 'text')), ...answers.filter(Boolean).map((text) => `• ${text}`)];
  return lines.filter(Boolean).join('\n') || undefined;
}
