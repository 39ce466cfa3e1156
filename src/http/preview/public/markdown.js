// Discord's markdown as nodes: blocks by line here, marks within a line in inline-markdown.js. Text comes from
// players: it only ever becomes text nodes.
import { element } from './element.js';
import { renderInline } from './inline-markdown.js';

const codeBlock = /```(?:([\w+#.-]+)\n)?\n*([^\n](?:(?!```)[\s\S])*?)\n*```/y;
const heading = /^(#{1,3}) +(\S.*)$/;
const subtext = /^-# +(\S.*)$/;
const quote = /^> (.*)$/;
const item = /^( *)(?:[-*]|(\d{1,9})\.) +(\S.*)$/;

/**
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function renderMarkdown(text) {
  const root = document.createDocumentFragment();
  for (const part of splitCode(text)) {
    if (typeof part === 'string') renderLines(part, root);
    else root.append(element('pre', { class: 'code' }, element('code', {}, part.code)));
  }
  return root;
}

/**
 * Code blocks come first: nothing within them means anything.
 * @param {string} text
 * @returns {(string | { code: string })[]}
 */
function splitCode(text) {
  /** @type {(string | { code: string })[]} */
  const parts = [];
  let start = 0;
  for (let at = text.indexOf('```'); at !== -1; at = text.indexOf('```', at)) {
    codeBlock.lastIndex = at;
    const found = isEscaped(text, at) ? null : codeBlock.exec(text);
    if (found === null) {
      at += 1;
      continue;
    }
    parts.push(text.slice(start, at).replace(/\n$/, ''), { code: found[2] ?? '' });
    at = codeBlock.lastIndex;
    if (text[at] === '\n') at += 1;
    start = at;
  }
  parts.push(text.slice(start));
  return parts.filter((part) => part !== '');
}

/** @param {string} text @param {number} at */
function isEscaped(text, at) {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

/** @param {string} text @param {DocumentFragment} root */
function renderLines(text, root) {
  const lines = text.split('\n');
  /** @type {string[]} */
  let paragraph = [];
  const endParagraph = () => {
    if (paragraph.length > 0) root.append(renderInline(paragraph.join('\n')));
    paragraph = [];
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const block = heading.test(line) || subtext.test(line) || item.test(line) || quote.test(line) || /^>>> /.test(line);
    if (!block) {
      paragraph.push(line);
      continue;
    }
    endParagraph();
    if (line.startsWith('>>> ')) {
      const rest = [line.slice(4), ...lines.slice(index + 1)].join('\n');
      root.append(element('blockquote', {}, renderInline(rest)));
      return;
    }
    root.append(renderBlock(line));
  }
  endParagraph();
}

/** @param {string} line */
function renderBlock(line) {
  const [, marks, title] = heading.exec(line) ?? [];
  // As paragraphs to a screen reader: headings from players are no part of the page's outline.
  if (title !== undefined) return element('div', { class: `heading-${marks?.length}` }, renderInline(title));
  const [, small] = subtext.exec(line) ?? [];
  if (small !== undefined) return element('div', { class: 'subtext' }, renderInline(small));
  const [, quoted] = quote.exec(line) ?? [];
  if (quoted !== undefined) return element('blockquote', {}, renderInline(quoted));
  const [, indent = '', number, content = ''] = item.exec(line) ?? [];
  const mark = number === undefined ? '•' : `${number}.`;
  const depth = indent.length > 1 ? 'item deeper' : 'item';
  return element('div', { class: depth, 'data-mark': mark }, renderInline(content));
}
