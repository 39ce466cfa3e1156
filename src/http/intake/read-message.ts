import type { NewRelayedMessage } from '../../actions/webhooks/relay-message.ts';
import { parseExactly } from '../../lib/parse-exactly.ts';
import type { NewEventFile } from '../../model/event-file.ts';
import { checkMessage } from './check-message.ts';
import { DiscordRefusal } from './discord-refusal.ts';

/** All files of one message together; they are kept beside the event. */
export const largestFiles = 4 * 1024 * 1024;

const mostFiles = 10;

/**
 * The text of one message, as JSON: many times what Discord shows of 2,000 characters and ten embeds. It is kept in the
 * event, which every list reads.
 */
const largestText = 256 * 1024;

/**
 * The body of Execute Webhook: JSON, or a form with `payload_json` and `files[n]` (Discord: Webhook Resource, "Execute
 * Webhook"; API Reference, "Uploading Files").
 *
 * @throws DiscordRefusal as Discord refuses it.
 */
export async function readMessage(
  body: Buffer,
  contentType: string | undefined,
): Promise<Omit<NewRelayedMessage, 'threadId'>> {
  const type = contentType ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(body, type);
  if (!/json/.test(type)) {
    const fields = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    return checked({ body: fields, files: [] });
  }
  return checked({ body: parse(body.toString('utf8')), files: [] });
}

/** The JSON body of an edit. @throws DiscordRefusal. */
export function readEdit(body: Buffer): Record<string, unknown> {
  return parse(body.toString('utf8'));
}

async function readForm(body: Buffer, type: string): Promise<Omit<NewRelayedMessage, 'threadId'>> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch {
    throw new DiscordRefusal(400, 50_035, 'Invalid Form Body');
  }
  const plain: Record<string, unknown> = {};
  const files: NewEventFile[] = [];
  let size = 0;
  for (const [name, value] of form) {
    if (typeof value === 'string') plain[name] = value;
    else if (files.length < mostFiles) {
      size += value.size;
      if (size > largestFiles) throw tooLarge();
      const content = new Uint8Array(await value.arrayBuffer());
      files.push({ name: value.name, type: value.type || 'application/octet-stream', content });
    }
  }
  const { payload_json: payload, ...rest } = plain;
  return checked({ body: typeof payload === 'string' ? parse(payload) : rest, files });
}

function tooLarge(): DiscordRefusal {
  return new DiscordRefusal(413, 40_005, 'Request entity too large');
}

function parse(text: string): Record<string, unknown> {
  if (text.length > largestText) throw tooLarge();
  let value: unknown;
  try {
    value = parseExactly(text);
  } catch {
    throw new DiscordRefusal(400, 50_109, 'The request body contains invalid JSON.');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new DiscordRefusal(400, 50_035, 'Invalid Form Body');
}

function checked(message: Omit<NewRelayedMessage, 'threadId'>): Omit<NewRelayedMessage, 'threadId'> {
  if (JSON.stringify(message.body).length > largestText) throw tooLarge();
  checkMessage(message);
  return message;
}
