import type { Json } from '../lib/json-reader.ts';
import type { Source, SourceEvent, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { eventOf, personOf, webUrl } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { plainDiscord } from './_plain-text.ts';
import { proveBySecret } from './_proof.ts';

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
    const body = readJson(request);
    const events = eventsOf(body, settings);
    if (events.length > 0) return { events, answer: { status: 204 } };
    // As Discord itself answers: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
    return { events, answer: { status: 400, body: { message: 'Cannot send an empty message', code: 50_006 } } };
  },
} satisfies Source;

function eventsOf(body: Json, settings: SourceSettings): SourceEvent[] {
  const embeds = body.list('embeds').slice(0, 10);
  const content = body.text('content');
  const sender = body.text('username')?.slice(0, 200) ?? 'Message';
  const common = { type: 'message.posted', category: settings.category ?? ('processing' as const) };
  const first =
    content === undefined ? [] : [eventOf({ ...common, title: sender, description: plainDiscord(content) })];
  return [...first, ...embeds.map((embed) => eventOf({ ...common, ...partsOf(embed, sender) }))];
}

const plain = (text: string | undefined) => (text === undefined ? undefined : plainDiscord(text));

function partsOf(embed: Json, sender: string | undefined) {
  const fields = embed
    .list('fields')
    .slice(0, 25)
    .map((field) => [plain(field.text('name'))?.slice(0, 256) ?? 'Field', plain(field.text('value'))] as const);
  return {
    title: plain(embed.text('title'))?.slice(0, 300) ?? sender,
    description: plain(embed.text('description'))?.slice(0, 50_000),
    url: webUrl(embed.text('url')),
    occurred_at: embed.time('timestamp'),
    player: personOf({
      name: plain(embed.text('author', 'name')),
      avatar_url: embed.text('author', 'icon_url'),
      profile_url: embed.text('author', 'url'),
    }),
    fields: fieldsOf(Object.fromEntries(fields)),
  };
}
