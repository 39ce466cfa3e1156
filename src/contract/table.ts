import { eventInputSchema } from '../model/event.ts';
import type { Field, Fields } from './field.ts';

/** The fields of a thing as a table of Markdown, for the documents. */
export function fieldTable(fields: Fields): string {
  const rows = Object.entries(fields).map(([key, field]) => [code(key), plain(meaningOf(field)), code(field.example)]);
  return table(['field', 'what it says', 'such as'], rows);
}

/** The fields of an event as a table of Markdown. */
export function eventTable(): string {
  const rows = Object.entries(eventInputSchema.shape).map(([key, schema]) => [
    code(key),
    plain(schema.description ?? ''),
  ]);
  return table(['field', 'what it says'], rows);
}

function meaningOf({ description, codec, absent }: Field): string {
  const { choices = [] } = codec;
  const words = choices.filter((word) => !description.includes(word)).map(code);
  const counts = typeof absent === 'object' ? `. Default: ${code(shown(codec.present(absent.default)))}` : '';
  return `${description}${words.length === 0 ? '' : `: ${words.join(', ')}`}${counts}`;
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Asterisks as themselves; what stands in code is left alone. */
const plain = (text: string) => text.replace(/`[^`]*`|\*/g, (found) => (found === '*' ? '\\*' : found));

const code = (text: string) => `\`${text}\``;
