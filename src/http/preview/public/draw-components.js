import { element, loadPicture, webUrl } from './element.js';
import { renderMarkdown } from './markdown.js';

/**
 * A component of a message (Discord: Component Reference), as far as it is drawn.
 * @typedef {object} Component
 * @property {number} type
 * @property {string} [content]
 * @property {string} [label]
 * @property {string} [url]
 * @property {number} [accent_color]
 * @property {boolean} [divider]
 * @property {Component[]} [components]
 * @property {Component} [accessory]
 * @property {{ url: string }} [media]
 * @property {{ url: string }} [file]
 * @property {{ media: { url: string }, description?: string }[]} [items]
 */

/** @type {Record<number, (one: Component) => HTMLElement>} */
const kinds = {
  1: ({ components }) => element('div', { class: 'row' }, ...drawComponents(components)),
  2: ({ label, url }) => {
    const href = webUrl(url);
    const attributes = href === undefined ? {} : { href, target: '_blank', rel: 'noreferrer' };
    return element('a', { class: 'button', ...attributes }, label ?? 'Open');
  },
  9: ({ components, accessory }) => {
    const texts = element('div', { class: 'section-texts' }, ...drawComponents(components));
    return element('div', { class: 'section' }, texts, ...drawComponents(accessory && [accessory]));
  },
  10: ({ content }) => element('div', { class: 'text-display' }, renderMarkdown(String(content ?? ''))),
  11: ({ media }) => picture(media?.url, 'thumbnail'),
  12: ({ items = [] }) =>
    element(
      'div',
      { class: 'gallery' },
      ...items.map(({ media, description }) => picture(media.url, 'item', description)),
    ),
  13: ({ file }) => element('div', { class: 'file-name' }, nameOf(file?.url)),
  14: ({ divider }) => element(divider === false ? 'div' : 'hr', { class: 'separator' }),
  17: ({ components, accent_color: colour }) => {
    const container = element('div', { class: 'container' }, ...drawComponents(components));
    if (typeof colour === 'number') container.style.borderLeftColor = `#${colour.toString(16).padStart(6, '0')}`;
    return container;
  },
};

/**
 * @param {Component[] | undefined} components
 * @returns {HTMLElement[]}
 */
export function drawComponents(components = []) {
  return components.map((one) => kinds[one.type]?.(one) ?? element('div', {}, `(component ${one.type})`));
}

/**
 * @param {string | undefined} address
 * @param {string} name
 * @param {string} [description]
 */
function picture(address, name, description = '') {
  const frame = element('div', { class: `picture ${name}` }, nameOf(address));
  loadPicture(address, (src) => frame.replaceChildren(element('img', { src, alt: description })));
  return frame;
}

/**
 * The last part of an address: the file's name.
 * @param {string | undefined} address
 */
function nameOf(address) {
  return (
    String(address ?? '')
      .split('/')
      .at(-1) || 'file'
  );
}

/**
 * A poll as it is asked.
 * @param {{ question: { text: string }, answers: { poll_media: { text: string, emoji?: { name?: string } } }[] }} poll
 * @returns {HTMLElement}
 */
export function drawPoll({ question, answers }) {
  const lines = answers.map(({ poll_media: { text, emoji } }) =>
    element('li', {}, emoji?.name === undefined ? text : `${emoji.name} ${text}`),
  );
  return element('div', { class: 'poll' }, element('strong', {}, question.text), element('ul', {}, ...lines));
}
