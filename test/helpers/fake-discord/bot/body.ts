import type { UploadedFile } from '../content.ts';
import { apiError, type Reply } from '../reply.ts';

/** A file with its bytes, since a bot also sends pictures. */
export interface BotFile extends UploadedFile {
  bytes: Buffer;
}

/** What a request of the bot carried; `body` is undefined where there was none. */
export interface BotContent {
  body: unknown;
  files: readonly BotFile[];
  refusal?: Reply;
}

const nothing: BotContent = { body: undefined, files: [] };

/** Reads JSON, or the `payload_json` and the files of a form (Discord: Reference, "Uploading Files"). */
export async function readBody(contentType: string | undefined, bytes: Buffer | undefined): Promise<BotContent> {
  if (!bytes) return { ...nothing, refusal: apiError(413, 40005, 'Request entity too large') };
  if (bytes.length === 0) return nothing;
  if (!contentType?.startsWith('multipart/form-data')) return parseJson(bytes.toString(), []);
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  if (!form) return { ...nothing, refusal: apiError(400, 50035, 'Invalid Form Body') };
  const files: BotFile[] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string' || !name.startsWith('files[')) continue;
    const content = Buffer.from(await value.arrayBuffer());
    files.push({ name: value.name, text: content.toString(), size: value.size, bytes: content });
  }
  const payload = form.get('payload_json');
  return typeof payload === 'string' ? parseJson(payload, files) : { body: {}, files };
}

function parseJson(text: string, files: readonly BotFile[]): BotContent {
  try {
    return { body: JSON.parse(text), files };
  } catch {
    return { body: undefined, files, refusal: apiError(400, 50109, 'The request body contains invalid JSON.') };
  }
}
