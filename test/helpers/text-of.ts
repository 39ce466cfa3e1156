import type { MessageFile } from '../../src/model/message.ts';

/** The text of a file that was made with its message. @throws where it is another one. */
export function textOf(file: MessageFile | undefined): string {
  if (file !== undefined && 'text' in file.content) return file.content.text;
  throw new Error(`${file?.name ?? 'no file'} holds no text`);
}
