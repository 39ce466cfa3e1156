import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject } from './json.ts';
import { apiError, invalidForm, type Reply } from './reply.ts';

export interface UploadedFile {
  name: string;
  /** As UTF-8; empty when the fake keeps no messages. */
  text: string;
  size: number;
}

/** What a request carried. */
export interface Content {
  body: JsonObject;
  files: readonly UploadedFile[];
}

/** The whole request (Discord: Message, "Create Message"). */
const maxRequestBytes = 25 * 1024 * 1024;

/**
 * Reads the bytes; undefined when there are too many.
 * @throws when the client goes away before the end.
 */
export function readBytes(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxRequestBytes) chunks.push(chunk);
    });
    request.on('end', () => resolve(size > maxRequestBytes ? undefined : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('The client went away before the end of its request'));
    });
  });
}

/** The message in a body, or what Discord answers when there is none (Discord: Reference, "HTTP API"). */
export async function parseContent(
  contentType: string | undefined,
  bytes: Buffer | undefined,
  options: { keepText: boolean; legacy: boolean },
): Promise<{ content: Content } | { refusal: Reply }> {
  if (!bytes) return { refusal: apiError(413, 40005, 'Request entity too large') };
  switch (contentType?.split(';', 1)[0]?.trim().toLowerCase()) {
    case 'application/json':
      return parseJson(bytes.toString(), [], options.legacy);
    case 'application/x-www-form-urlencoded': {
      const fields = Object.fromEntries(new URLSearchParams(bytes.toString()));
      return parseFields(fields, [], options.legacy);
    }
    case 'multipart/form-data':
      return parseMultipart(contentType ?? '', bytes, options);
    default:
      return { refusal: wrongContentType(options.legacy) };
  }
}

async function parseMultipart(contentType: string, bytes: Buffer, options: { keepText: boolean; legacy: boolean }) {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  if (!form) return { refusal: wrongContentType(options.legacy) };
  const files: UploadedFile[] = [];
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else {
      const text = options.keepText ? await value.text() : '';
      files.push({ name: value.name, text, size: value.size });
    }
  }
  return parseFields(fields, files, options.legacy);
}

function parseFields(fields: Record<string, string>, files: readonly UploadedFile[], legacy: boolean) {
  const payload = fields['payload_json'];
  return payload === undefined ? { content: { body: fields, files } } : parseJson(payload, files, legacy);
}

function parseJson(text: string, files: readonly UploadedFile[], legacy: boolean) {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { refusal: apiError(400, 50109, 'The request body contains invalid JSON.') };
  }
  if (isObject(body)) return { content: { body, files } };
  const message = 'Only dictionaries may be used in a ModelType';
  return { refusal: invalidForm([{ path: [], code: 'MODEL_TYPE_CONVERT', message }], legacy) };
}

function wrongContentType(legacy: boolean): Reply {
  const message =
    'Expected "Content-Type" header to be one of ' +
    "{'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'}.";
  return invalidForm([{ path: [], code: 'CONTENT_TYPE_INVALID', message }], legacy);
}
