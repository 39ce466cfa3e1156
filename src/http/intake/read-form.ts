import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { FileDraft } from '../../model/event-file.ts';
import { DiscordRefusal, tooLarge } from './discord-refusal.ts';

/** The files of one message, and the size of each (Discord: API Reference, "Uploading Files"; JSON error 30015). */
const mostFiles = 10;
const largestFile = 10 * 1024 * 1024;

/** The whole of a request (Discord: Message Resource, "Create Message"). */
export const largestForm = 25 * 1024 * 1024;

export interface Form {
  /** The last value of each field that is no file. */
  fields: Readonly<Record<string, string>>;
  /** The names of the fields of the files, in the order of the draft. */
  fileFields: readonly string[];
}

/**
 * Reads a form as it comes (RFC 7578); its files go to the disk.
 *
 * @param largestField in bytes.
 * @throws DiscordRefusal as Discord refuses it; what `draft.add` throws. The rest of `source` is thrown away.
 */
export async function readForm(
  source: Readable,
  contentType: string,
  draft: FileDraft,
  largestField: number,
): Promise<Form> {
  const fields = new Map<string, string>();
  const fileFields: string[] = [];
  const added: Promise<void>[] = [];
  const open = new Set<Readable>();
  const failed = new AbortController();
  const fail = (cause: unknown) => failed.abort(cause);

  const form = openForm(contentType, largestField);
  form.on('error', () => fail(invalidForm()));
  form.on('filesLimit', () => fail(new DiscordRefusal(400, 30_015, 'Maximum number of attachments reached (10)')));
  form.on('fieldsLimit', () => fail(invalidForm()));
  form.on('field', (name, value, _isNameCut, isCut) => {
    if (isCut) fail(tooLarge());
    fields.set(name, value);
  });
  form.on('file', (field, stream, name, _encoding, type) => {
    open.add(stream);
    // One that is cut off is told of below, once for all.
    stream.on('error', () => {}).on('close', () => open.delete(stream));
    fileFields.push(field);
    stream.on('limit', () => fail(tooLarge()));
    added.push(draft.add({ name: name || 'file', type }, stream).catch(fail));
  });

  try {
    const { signal } = failed;
    let size = 0;
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > largestForm) fail(tooLarge());
      signal.throwIfAborted();
      if (!form.write(chunk)) await once(form, 'drain', { signal });
    }
    signal.throwIfAborted();
    const finished = once(form, 'finish', { signal });
    form.end();
    await finished;
    await Promise.all(added);
    signal.throwIfAborted();
    return { fields: Object.fromEntries(fields), fileFields };
  } catch (error) {
    const cause: unknown = failed.signal.aborted ? failed.signal.reason : error;
    for (const stream of open) stream.destroy(new Error('the form was cut off'));
    await Promise.all(added);
    // The sender reads the answer only once all that it sends is taken.
    source.resume();
    throw cause;
  }
}

function openForm(contentType: string, fieldSize: number): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { files: mostFiles, fileSize: largestFile, fieldSize, fields: 100 },
      // Some send their JSON with a name, as if it were a file.
      isPartAFile: (field, type, name) =>
        field !== 'payload_json' && (name !== undefined || type === 'application/octet-stream'),
    });
  } catch {
    throw invalidForm();
  }
}

function invalidForm(): DiscordRefusal {
  return new DiscordRefusal(400, 50_035, 'Invalid Form Body');
}
