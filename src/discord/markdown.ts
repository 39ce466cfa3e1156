// Makes text from outside harmless for the places where Discord renders markdown. Nothing here shortens: cut after
// it, with `escaped: true`. Discord: API Reference, Message Formatting; simple-markdown, on which its clients build.

import { cleanText, cut, oneLine } from '../lib/text.ts';

/** Breaks a token without being seen. */
const zeroWidthSpace = '\u200b';

const special = /[\\`*_~|<>#@:[\]()\-+]|\d[.)]/;
const token = /[\\`*_~|<[\]]/g;
const linkTarget = /(\\\])\(/g;
const lineMark = /^([^\S\n]*)(-#|[-+#>])/gm;
const numbered = /^([^\S\n]*\d+)([.)])(?=\s|$)/gm;
const everyone = /@(?=everyone|here)/gi;
/** Clients show `:name:` as the emoji of that name. */
const shortcode = /:(?=[a-z_\\+-][\w\\+-]*:)/gi;

/**
 * For description, field value and content: the text is shown as it was written, with every token of Discord's
 * markdown escaped. URLs do not become links: a zero-width space, which browsers ignore, stands behind `://`.
 */
export function escapeMarkdown(text: string): string {
  if (!special.test(text)) return text;
  return text
    .replace(token, '\\$&')
    .replace(linkTarget, '$1\\(')
    .replace(lineMark, (_all, blanks: string, mark: string) => blanks + mark.replace(/./g, '\\$&'))
    .replace(numbered, '$1\\$2')
    .replace(shortcode, '\\:')
    .replace(everyone, `@${zeroWidthSpace}`)
    .replaceAll('://', `://${zeroWidthSpace}`);
}

const emphasis = /[\\*`~|_@]/;
const wordBorderUnderscore = /(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])|(?<=_)_|_(?=_)/gu;

/**
 * For title and field name, where emphasis is rendered but it is not documented that escapes are: the signs of
 * emphasis become look-alikes where they could take effect.
 */
export function withoutEmphasis(text: string): string {
  if (!emphasis.test(text)) return text;
  return breakEveryone(text)
    .replaceAll('*', '∗')
    .replaceAll('`', 'ˋ')
    .replace(/~(?=~)|(?<=~)~/g, '∼')
    .replace(/\|(?=\|)|(?<=\|)\|/g, '¦')
    .replace(/\\(?![A-Za-z0-9\s])/g, '⧵')
    .replace(wordBorderUnderscore, 'ˍ');
}

/** `@everyone` and `@here` as text that no client takes for a mention; for places that render no markdown. */
export function breakEveryone(text: string): string {
  return text.replace(everyone, `@${zeroWidthSpace}`);
}

/** Text as inline code, on one line; backticks become look-alikes. Cut before it. */
export function inlineCode(text: string): string {
  return `\`${breakEveryone(text).replaceAll('`', 'ˋ')}\``;
}

/** The characters of a code block beside its content. */
export const codeBlockFrame = '```\n\n```'.length;

/**
 * The content of a code block, no longer able to end it: between two backticks stands a zero-width space.
 * Cut after it, then frame it.
 */
export function codeBlockContent(text: string): string {
  return breakEveryone(text).replace(/`(?=`)/g, `\`${zeroWidthSpace}`);
}

/** Frames what `codeBlockContent` gave. */
export function frameCodeBlock(content: string): string {
  return `\`\`\`\n${content}\n\`\`\``;
}

/** Text from outside on one line, cut to `most` characters and then escaped. */
export function safeLine(text: string, most: number): string {
  return escapeMarkdown(cut(oneLine(cleanText(text)), most));
}
