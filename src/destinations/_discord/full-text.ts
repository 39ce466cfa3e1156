import { cutMiddle } from '../../lib/text.ts';
import { maxFileBytes } from './limits.ts';
import { type CutText, plainLine, type Scene } from './scene.ts';

export interface TextFile {
  name: string;
  text: string;
}

/** A code point is at most four bytes of UTF-8. */
const safeCodePoints = Math.floor(maxFileBytes / 4) - 1;

/** The file that holds in full what an embed had to cut: at most 1 MiB, cleaned and masked like the embed. */
export function fullTextFile(scene: Scene, parts: readonly CutText[]): TextFile {
  const { event } = scene;
  const head = [plainLine(event.title ?? scene.look.title, scene), `${event.type} · ${event.id}`].join('\n');
  const text = [head, ...parts.map((part) => `${part.heading}\n${'-'.repeat(16)}\n${part.text}`)].join('\n\n');
  const isTooLong = Buffer.byteLength(text) > maxFileBytes - 1;
  const id = event.id.replace(/[^\w-]+/g, '_').slice(0, 100);
  return { name: `event-${id}.txt`, text: `${isTooLong ? cutMiddle(text, safeCodePoints, { lines: true }) : text}\n` };
}
