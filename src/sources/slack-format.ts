import type { Json } from '../lib/json-reader.ts';
import type { Source, SourceAnswer, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { parseJson, readForm, readJson } from './_body.ts';
import { eventOf, webUrl } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { plainSlack } from './_plain-text.ts';
import { headerOf, proveBySecret } from './_proof.ts';

/** Slack's incoming-webhook format. Contract: Slack documentation, "Sending messages using incoming webhooks". */
export default {
  id: 'slack-format',
  title: 'Slack format',
  link: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  secret: { from: 'crier', name: 'Secret in the address', inUrl: true },
  setup: [
    'In the application that can post to Slack, paste {url} as the webhook URL.',
    'Add &category=errors (or another category) to the address where its messages belong to one.',
  ],
  events: [
    { platform: 'messages with a danger attachment', type: 'message.posted', category: 'errors' },
    { platform: 'any other message', type: 'message.posted', category: 'processing' },
  ],
  prove: proveBySecret,
  translate: (request, settings) => translate(readPayload(request), settings),
} satisfies Source;

function readPayload(request: SourceRequest): Json {
  const isForm = headerOf(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? parseJson(readForm(request).get('payload') ?? '') : readJson(request);
}

const answered = (status: number, body: string): SourceAnswer => ({ status, body });

function translate(body: Json, settings: SourceSettings): { events: SourceEvent[]; answer: SourceAnswer } {
  const attachments = body.list('attachments').slice(0, 10);
  const blocks = body.list('blocks');
  if (body.text('text') === undefined && blocks.length === 0 && attachments.length === 0) {
    return { events: [], answer: answered(400, 'no_text') };
  }
  const isDanger = attachments.some((one) => /^(danger|#?(ff0000|e01e5a|d00000))$/i.test(one.text('color') ?? ''));
  const [first] = attachments;
  const header = blocks.find((one) => one.text('type') === 'header');
  const title = header?.text('text', 'text') ?? first?.text('title');
  const event = eventOf({
    type: 'message.posted',
    category: settings.category ?? (isDanger ? 'errors' : 'processing'),
    severity: isDanger ? 'error' : 'info',
    title: title === undefined ? (body.text('username')?.slice(0, 200) ?? 'Message') : plainSlack(title).slice(0, 300),
    url: webUrl(first?.text('title_link')),
    description: textOf(body, blocks, attachments),
    fields: fieldsOf(Object.fromEntries([...blockFields(blocks), ...attachmentFields(attachments)])),
  });
  return { events: [event], answer: answered(200, 'ok') };
}

function textOf(body: Json, blocks: readonly Json[], attachments: readonly Json[]): string | undefined {
  const said = blocks.flatMap((block) => {
    const type = block.text('type');
    if (type === 'section') return [block.text('text', 'text')];
    return type === 'context' ? block.list('elements').map((one) => one.text('text')) : [];
  });
  const attached = attachments.flatMap((one) => [one.text('pretext'), one.text('text') ?? one.text('fallback')]);
  const own = said.some(Boolean) ? [] : [body.text('text')];
  const all = [...own, ...said, ...attached].filter((text) => text !== undefined).map(plainSlack);
  return all.length === 0 ? undefined : [...new Set(all)].join('\n').slice(0, 50_000);
}

/** `*Player:*\nkai_harbor`, as Slack's own examples write fields. */
function blockFields(blocks: readonly Json[]): (readonly [string, string])[] {
  return blocks.flatMap((block) =>
    block.list('fields').flatMap((field) => {
      const [name = '', ...rest] = plainSlack(field.text('text') ?? '').split('\n');
      const value = rest.join('\n').trim();
      return value === '' ? [] : [[name.replace(/:$/, '').slice(0, 256), value] as const];
    }),
  );
}

function attachmentFields(attachments: readonly Json[]): (readonly [string, string])[] {
  return attachments.flatMap((one) =>
    one.list('fields').map((field) => {
      const name = plainSlack(field.text('title') ?? 'Field').slice(0, 256);
      return [name, plainSlack(field.text('value') ?? '')] as const;
    }),
  );
}
