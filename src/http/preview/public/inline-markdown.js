// The marks within a line, after the rules of simple-markdown that Discord's own renderer is built on.
import { element, webUrl } from './element.js';
import { timeElement } from './time.js';

/** Deeper than any real text; a hostile one must not fill the stack. */
const maxDepth = 12;

/** @param {string} name */
const wrapped = (name) => (/** @type {RegExpExecArray} */ found, /** @type {number} */ depth) =>
  element(name, {}, renderInline(found[1] ?? found[2] ?? '', depth + 1));

/** @param {string} text @param {string} [title] */
const mention = (text, title) => element('span', { class: 'mention', ...(title && { title }) }, text);

/** @param {string} id */
const short = (id) => `…${id.slice(-4)}`;

/**
 * In order; the first that fits at a place wins. Each begins with one of its `at` characters.
 * @type {{ at: string, rule: RegExp, draw(found: RegExpExecArray, depth: number): Node | undefined }[]}
 */
const rules = [
  { at: '\\', rule: /\\([^0-9A-Za-z\s])/y, draw: ([, sign = '']) => document.createTextNode(sign) },
  {
    at: '`',
    rule: /(`+)([\s\S]*?[^`])\1(?!`)/y,
    draw: ([, , code = '']) => element('code', { class: 'inline' }, trimOnce(code)),
  },
  {
    at: '<',
    rule: /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    draw: ([, at, style]) => timeElement(Number(at), style ?? 'f'),
  },
  { at: '<', rule: /<@&(\d{1,20})>/y, draw: ([, id = '']) => mention(`@role ${short(id)}`, `Role ${id}`) },
  { at: '<', rule: /<@!?(\d{1,20})>/y, draw: ([, id = '']) => mention(`@user ${short(id)}`, `User ${id}`) },
  { at: '<', rule: /<#(\d{1,20})>/y, draw: ([, id = '']) => mention(`#channel ${short(id)}`, `Channel ${id}`) },
  { at: '<', rule: /<(\/[\w -]{1,100}):\d{1,20}>/y, draw: ([, name = '']) => mention(name) },
  // Its picture is on Discord's host, which this page does not ask.
  { at: '<', rule: /<a?(:\w{2,32}:)\d{1,20}>/y, draw: ([, name = '']) => document.createTextNode(name) },
  { at: '<', rule: /<(https?:\/\/[^\s<>]+)>/y, draw: ([, url = '']) => link(url, url) },
  {
    at: '[',
    rule: /\[((?:\\.|[^[\]\\\n]){1,1000})\]\(\s*<?((?:\\.|\([^\s()]*\)|[^\s()\\<>])+)>?(?:\s+"[^"\n]*")?\s*\)/y,
    draw: ([, label = '', url = ''], depth) => link(url.replace(/\\(?=[^0-9A-Za-z\s])/g, ''), label, depth),
  },
  // A zero-width space behind `://` keeps Discord from making a link of it.
  { at: 'h', rule: /https?:\/\/(?!\u200b)[^\s<]*[^<.,:;"')\]\s]/y, draw: ([url]) => link(url, url) },
  { at: '@', rule: /@(?:everyone|here)/y, draw: ([all]) => mention(all) },
  { at: '*', rule: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, draw: wrapped('strong') },
  { at: '_', rule: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, draw: wrapped('u') },
  {
    at: '*',
    rule: /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y,
    draw: wrapped('em'),
  },
  { at: '_', rule: /\b_((?:__|\\[\s\S]|[^\\_])+?)_\b/y, draw: wrapped('em') },
  { at: '~', rule: /~~((?:\\[\s\S]|[^\\])+?)~~/y, draw: wrapped('s') },
  { at: '|', rule: /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, draw: (found, depth) => spoiler(wrapped('span')(found, depth)) },
];

const starts = /[\\`<[@*_~|]|\bh(?=ttps?:\/\/)/g;

/**
 * @param {string} text
 * @param {number} [depth]
 * @returns {DocumentFragment}
 */
export function renderInline(text, depth = 0) {
  const root = document.createDocumentFragment();
  let from = 0;
  for (let at = 0; depth < maxDepth; ) {
    starts.lastIndex = at;
    const next = starts.exec(text);
    if (next === null) break;
    const drawn = drawAt(text, next.index, depth);
    if (drawn === undefined) {
      at = next.index + 1;
      continue;
    }
    root.append(text.slice(from, next.index), drawn.node);
    from = drawn.end;
    at = from;
  }
  root.append(text.slice(from));
  return root;
}

/** @param {string} text @param {number} index @param {number} depth */
function drawAt(text, index, depth) {
  for (const { at, rule, draw } of rules) {
    if (text[index] !== at) continue;
    rule.lastIndex = index;
    const found = rule.exec(text);
    const end = rule.lastIndex;
    const node = found === null ? undefined : draw(found, depth);
    if (node !== undefined) return { node, end };
  }
  return undefined;
}

/** @param {string} address @param {string} label @param {number} [depth] */
function link(address, label, depth) {
  const href = webUrl(address);
  if (href === undefined) return undefined;
  const shown = depth === undefined ? label : renderInline(label, depth + 1);
  return element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, shown);
}

/** @param {HTMLElement} hidden */
function spoiler(hidden) {
  hidden.className = 'spoiler';
  hidden.tabIndex = 0;
  hidden.title = 'Spoiler';
  return hidden;
}

/** With two backticks around it, code may begin or end with a backtick behind a blank. @param {string} code */
function trimOnce(code) {
  return /^ .*`.* $/.test(code) ? code.slice(1, -1) : code;
}
