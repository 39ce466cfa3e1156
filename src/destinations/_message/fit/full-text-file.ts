import { breakEveryone } from '../../../discord/markdown.ts';
import { cutMiddle, oneLine } from '../../../lib/text.ts';
import type { MessageFile } from '../../../model/message.ts';
import type { Layout } from '../lay-out/lay-out.ts';

/** A text in full that is cut in its message. */
export interface CutText {
  heading: string;
  text: string;
}

/** A text file is read by people; Discord takes 10 MiB (API Reference, Uploading Files). */
const maxBytes = 1_048_576;
/** A code point is at most four bytes of UTF-8. */
const safeCodePoints = Math.floor(maxBytes / 4) - 1;

/** The file that holds in full what an embed had to cut: at most 1 MiB, plain text. */
export function fullTextFile({ id, type, title }: Layout['head'], parts: readonly CutText[]): MessageFile {
  const head = [breakEveryone(oneLine(title)), `${type} · ${id}`].join('\n');
  const text = [head, ...parts.map((part) => `${part.heading}\n${'-'.repeat(16)}\n${part.text}`)].join('\n\n');
  const isTooLong = Buffer.byteLength(text) > maxBytes - 1;
  const name = `event-${id.replace(/[^\w-]+/g, '_').slice(0, 100)}.txt`;
  return { name, content: { text: `${isTooLong ? cutMiddle(text, safeCodePoints, { lines: true }) : text}\n` } };
}
