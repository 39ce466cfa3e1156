import type { EventFile } from '../../model/event-file.ts';
import type { FileContent, MessageFile } from '../../model/message.ts';
import type { Outcome } from '../../model/outcome.ts';

/** A file as a request carries it. */
export interface RequestFile {
  name: string;
  /** MIME type. */
  type: string;
  content: string | Blob;
}

/** Reads the content of a file that is kept beside its event; undefined where it is not there any more. */
export type ReadKept = (id: EventFile['id']) => Promise<Blob | undefined>;

/**
 * The files of a message with their contents, or what becomes of the message where they cannot be had: without a file
 * that is gone it is sent all the same; a disk that fails now may be read later. Never throws.
 */
export async function loadFiles(
  files: readonly MessageFile[],
  readKept: ReadKept,
): Promise<{ files: RequestFile[] } | { outcome: Outcome }> {
  const loaded: RequestFile[] = [];
  try {
    for (const { name, type = 'text/plain; charset=utf-8', content } of files) {
      const read = await contentOf(content, readKept);
      if (read === undefined) {
        const reason = `the file ${name} is not kept any more`;
        return { outcome: { kind: 'amend', omit: 'files', reason } };
      }
      loaded.push({ name, type, content: read });
    }
    return { files: loaded };
  } catch (error) {
    return { outcome: { kind: 'retry', reason: error instanceof Error ? error.message : String(error) } };
  }
}

async function contentOf(content: FileContent, readKept: ReadKept): Promise<string | Blob | undefined> {
  if ('kept' in content) return readKept(content.kept);
  return 'text' in content ? content.text : new Blob([Buffer.from(content.base64, 'base64')]);
}
