import type { Readable } from 'node:stream';
import { parseExactly } from '../../lib/parse-exactly.ts';
import type { FileDraft } from '../../model/event-file.ts';
import { DiscordRefusal, invalidJson, tooLarge } from './discord-refusal.ts';
import { readForm } from './read-form.ts';

/**
 * The text of one message, as JSON: many times what Discord shows of 2,000 characters and ten embeds. It is kept in the
 * event, which every list reads.
 */
const largestText = 256 * 1024;

type Body = Record<string, unknown>;

/** True for a form with files, which is read as it comes. Media types have no case (RFC 9110, 8.3.1). */
export function isForm(contentType: string | undefined): contentType is string {
  return /^\s*multipart\/form-data\b/i.test(contentType ?? '');
}

/**
 * The message of a form with `payload_json` and `files[n]`, or with a field for each part (Discord: API Reference,
 * "Uploading Files"); its files go to the draft.
 *
 * @throws DiscordRefusal as Discord refuses it.
 */
export async function readFormMessage(source: Readable, contentType: string, draft: FileDraft): Promise<Body> {
  const { fields, fileFields } = await readForm(source, contentType, draft, largestText);
  return ofBoundedSize(renumbered(ofFields(fields), fileFields));
}

/**
 * The message of a body without files: JSON, whatever its sender calls it, or fields.
 *
 * @throws DiscordRefusal as Discord refuses it.
 */
export function readPlainMessage(bytes: Buffer): Body {
  // A byte that is no UTF-8 costs its own letter, and a BOM nothing.
  const text = new TextDecoder().decode(bytes).trim();
  if (text === '') return {};
  const isJson = /^[{["]/.test(text) || !/^[^\s=]+=/.test(text);
  return ofBoundedSize(isJson ? parse(text) : ofFields(Object.fromEntries(new URLSearchParams(text))));
}

function ofBoundedSize(body: Body): Body {
  if (JSON.stringify(body).length > largestText) throw tooLarge();
  return body;
}

function ofFields(fields: Readonly<Record<string, string>>): Body {
  const { payload_json: payload, ...rest } = fields;
  return payload === undefined ? rest : parse(payload);
}

/** `attachments` speak of `files[n]` by its number; the draft counts the files that there are. */
function renumbered(body: Body, fileFields: readonly string[]): Body {
  const { attachments } = body;
  if (!Array.isArray(attachments)) return body;
  const places = new Map(fileFields.map((field, index) => [/^files?\[(\d+)\]$/.exec(field)?.[1], String(index)]));
  return {
    ...body,
    attachments: attachments.map((one: unknown) => {
      const id = typeof one === 'object' && one !== null && 'id' in one ? String(one.id) : undefined;
      const place = id === undefined ? undefined : places.get(id);
      return place === undefined ? one : { ...Object(one), id: place };
    }),
  };
}

function parse(text: string): Body {
  if (text.length > largestText) throw tooLarge();
  let value: unknown;
  try {
    value = parseExactly(text.replace(/^\uFEFF/, ''));
  } catch {
    throw invalidJson();
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new DiscordRefusal(400, 50_035, 'Invalid Form Body');
}
