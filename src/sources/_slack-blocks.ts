import type { Json } from '../lib/json-reader.ts';
import { webUrl } from './_event.ts';
import type { FieldRow } from './_fields.ts';
import { plainSlack } from './_plain-text.ts';

// Slack's Block Kit, as far as it is text. Contract: Slack documentation, "Blocks".

/** The text of the first header. */
export function headerIn(blocks: readonly Json[]): string | undefined {
  return blocks.find((block) => block.text('type') === 'header')?.text('text', 'text');
}

/** The texts of blocks, in mrkdwn; the first header is the title and not repeated. */
export function blockTexts(blocks: readonly Json[]): string[] {
  const header = blocks.findIndex((block) => block.text('type') === 'header');
  return blocks.flatMap((block, index) => (index === header ? [] : textsOf(block)));
}

function textsOf(block: Json): string[] {
  const type = block.text('type');
  if (type === 'header' || type === 'section') return some([block.text('text', 'text'), linkOf(block.at('accessory'))]);
  if (type === 'markdown') return some([block.text('text')]);
  if (type === 'context') return some(block.list('elements').map((one) => one.text('text')));
  if (type === 'actions') return some(block.list('elements').map(linkOf));
  if (type === 'image') return some([block.text('title', 'text') ?? block.text('alt_text')]);
  return type === 'rich_text' ? some(block.list('elements').map((one) => richText(one))) : [];
}

function some(texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined && text !== '').map(String);
}

function linkOf(element: Json): string | undefined {
  const url = webUrl(element.text('url'));
  return url === undefined ? undefined : `<${url}|${element.text('text', 'text') ?? 'Link'}>`;
}

/** Rich text nests lists in sections, and both in quotes. */
function richText(element: Json, depth = 4): string {
  const type = element.text('type');
  const url = webUrl(element.text('url'));
  if (type === 'link' && url !== undefined) return `<${url}|${element.text('text') ?? url}>`;
  if (type === 'emoji') return `:${element.text('name') ?? 'emoji'}:`;
  if (type === 'user') return `@${element.text('user_id') ?? 'user'}`;
  if (type === 'channel') return `#${element.text('channel_id') ?? 'channel'}`;
  if (type === 'broadcast') return element.text('range') ?? '';
  const own = element.at('text').value;
  if (typeof own === 'string') return own;
  if (depth === 0) return '';
  const parts = element.list('elements').map((one) => richText(one, depth - 1));
  return parts.join(type === 'rich_text_list' ? '\n' : '');
}

/** `*Player:*\nkai_harbor`, as Slack's own examples write fields; without a line break the whole is the text. */
export function blockFields(blocks: readonly Json[]): FieldRow[] {
  return blocks.flatMap((block) =>
    block.list('fields').map((field): FieldRow => {
      const [name = '', ...rest] = plainSlack(field.text('text') ?? '').split('\n');
      const value = rest.join('\n').trim();
      const label = name.replace(/:\s*$/, '').trim();
      return value === '' ? ['Field', name] : [label || 'Field', value];
    }),
  );
}
