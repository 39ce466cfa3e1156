import type { Json } from '../lib/json-reader.ts';
import type { Severity } from '../model/event.ts';
import type { Source, SourceAnswer, SourceEvent, SourceRequest, SourceSettings, Translation } from '../model/source.ts';
import { parseJson, readForm, readJson } from './_body.ts';
import { eventOf, restOf, webUrl } from './_event.ts';
import { type FieldRow, fieldsOfRows } from './_fields.ts';
import { plainSlack } from './_plain-text.ts';
import { headerOf, proveBySecret } from './_proof.ts';
import { blockFields, blockTexts, headerIn } from './_slack-blocks.ts';

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
  const type = headerOf(request, 'content-type')?.toLowerCase();
  const isForm = type?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? parseJson(readForm(request).get('payload') ?? '') : readJson(request);
}

const answered = (status: number, body: string): SourceAnswer => ({ status, body });

/** Slack: "should have no more than 100 attachments". */
const mostAttachments = 100;

function translate(body: Json, settings: SourceSettings): Translation {
  const [first, ...others] = body.list('attachments').slice(0, mostAttachments);
  const isEmpty = body.text('text') === undefined && body.list('blocks').length === 0 && first === undefined;
  if (isEmpty) return { events: [], answer: answered(400, 'no_text') };
  const sender = body.text('username');
  const events = [messageOf(body, first, sender, settings)];
  for (const other of others) events.push(messageOf(undefined, other, sender, settings));
  const shared = restOf(body, ['attachments']);
  const whole = [{ ...shared, ...(first && { attachments: [first.value] }) }];
  const originals = [...whole, ...others.map(({ value }) => ({ attachments: [value] }))];
  return { events, originals, answer: answered(200, 'ok') };
}

/** A message with its first attachment, or another attachment by itself. */
function messageOf(
  message: Json | undefined,
  attachment: Json | undefined,
  sender: string | undefined,
  settings: SourceSettings,
): SourceEvent {
  const blocks = message?.list('blocks') ?? [];
  const attached = attachment?.list('blocks') ?? [];
  const severity = severityOf(attachment?.text('color'));
  const named = headerIn(blocks) ?? attachment?.text('title') ?? headerIn(attached);
  const title = plainSlack(named ?? sender ?? '').slice(0, 300);
  return eventOf({
    type: 'message.posted',
    category: settings.category ?? (severity === 'error' ? 'errors' : 'processing'),
    severity,
    title: title === '' ? 'Message' : title,
    url: webUrl(attachment?.text('title_link')) ?? webUrl(attachment?.text('image_url')),
    description: textOf(message, attachment, title),
    occurred_at: attachment?.time('ts'),
    fields: fieldsOfRows([...blockFields(blocks), ...attachmentFields(attachment), ...blockFields(attached)]),
  });
}

/** The words, and the colours that Slack's own documents and examples give them. */
function severityOf(color: string | undefined): Severity {
  if (color === undefined) return 'info';
  if (/^(danger|#?(ff0000|e01e5a|d00000|a30200))$/i.test(color)) return 'error';
  if (/^(warning|#?(daa038|ecb22e))$/i.test(color)) return 'warning';
  return /^(good|#?(2eb886|2eb67d|36a64f))$/i.test(color) ? 'success' : 'info';
}

function textOf(message: Json | undefined, attachment: Json | undefined, title: string): string | undefined {
  const said = blockTexts(message?.list('blocks') ?? []);
  const own = said.length > 0 ? said : [message?.text('text')];
  const attached = ['pretext', 'title', 'text'].map((part) => attachment?.text(part));
  const below = [...attached, ...blockTexts(attachment?.list('blocks') ?? [])];
  const fallback = [...own, ...below].some(Boolean) ? undefined : attachment?.text('fallback');
  const lines = [...own, ...below, fallback].filter((text) => text !== undefined).map(plainSlack);
  const shown = [...new Set(lines)].filter((line) => line !== '' && line !== title);
  return shown.length === 0 ? undefined : shown.join('\n').slice(0, 50_000);
}

function attachmentFields(attachment: Json | undefined): FieldRow[] {
  return (attachment?.list('fields') ?? []).map((field) => {
    const name = plainSlack(field.text('title') ?? '') || 'Field';
    return [name, plainSlack(field.text('value') ?? ''), field.flag('short') ?? false];
  });
}
