import '@skyra/discord-components-core/dist/components/discord-embed/DiscordEmbed.js';
import '@skyra/discord-components-core/dist/components/discord-embed-description/DiscordEmbedDescription.js';
import '@skyra/discord-components-core/dist/components/discord-embed-field/DiscordEmbedField.js';
import '@skyra/discord-components-core/dist/components/discord-embed-fields/DiscordEmbedFields.js';
import '@skyra/discord-components-core/dist/components/discord-embed-footer/DiscordEmbedFooter.js';
import { element, loadPicture, webUrl, withoutEmoji } from './element.js';
import { renderMarkdown } from './markdown.js';
import { dayAndTime } from './time.js';

/** Inline fields that Discord sets side by side. */
const mostInRow = 3;

/**
 * @typedef {{ name: string, value: string, inline?: boolean }} Field
 * @typedef {object} Embed
 * @property {string} [title]
 * @property {string} [url]
 * @property {string} [description]
 * @property {number} [color]
 * @property {{ name: string, url?: string, icon_url?: string }} [author]
 * @property {Field[]} [fields]
 * @property {{ url: string }} [thumbnail]
 * @property {{ url: string }} [image]
 * @property {{ text: string, icon_url?: string }} [footer]
 * @property {string} [timestamp]
 */

/**
 * @param {Embed} embed
 * @returns {HTMLElement}
 */
export function drawEmbed(embed) {
  const { title, description, author, fields = [] } = embed;
  const url = webUrl(embed.url);
  const authorUrl = webUrl(author?.url);
  const card = element('discord-embed', {
    ...(title && { 'embed-title': withoutEmoji(title) }),
    ...(url && { url }),
    ...(author && { 'author-name': withoutEmoji(author.name) }),
    ...(authorUrl && { 'author-url': authorUrl }),
    ...colour(embed.color),
  });
  loadPicture(author?.icon_url, (icon) => card.setAttribute('author-image', icon));
  loadPicture(embed.thumbnail?.url, (picture) => card.setAttribute('thumbnail', picture));
  loadPicture(embed.image?.url, (picture) => card.setAttribute('image', picture));
  if (description) {
    const text = element('div', { class: 'value' }, renderMarkdown(description));
    card.append(element('discord-embed-description', { slot: 'description' }, text));
  }
  if (fields.length > 0) card.append(drawFields(fields));
  const footer = drawFooter(embed);
  if (footer !== undefined) card.append(footer);
  return card;
}

/** @param {number | undefined} colour */
function colour(colour) {
  if (!Number.isInteger(colour) || colour === undefined || colour <= 0 || colour > 0xffffff) return {};
  return { color: `#${colour.toString(16).padStart(6, '0')}` };
}

/** @param {Field[]} fields */
function drawFields(fields) {
  const drawn = element('discord-embed-fields', { slot: 'fields' });
  for (const row of rows(fields)) {
    row.forEach(({ name, value }, index) => {
      const place = row.length === 1 ? {} : { 'data-place': `${index + 1}/${row.length}` };
      const field = element('discord-embed-field', { 'field-title': withoutEmoji(name), ...place });
      field.append(element('div', { class: 'value' }, renderMarkdown(value)));
      drawn.append(field);
    });
  }
  return drawn;
}

/**
 * Neighbours that are inline share a row.
 * @param {Field[]} fields
 * @returns {Field[][]}
 */
function rows(fields) {
  /** @type {Field[][]} */
  const rows = [];
  for (const field of fields) {
    const last = rows.at(-1);
    if (field.inline && last?.[0]?.inline && last.length < mostInRow) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

/** @param {Embed} embed */
function drawFooter({ footer, timestamp }) {
  const at = timestamp === undefined ? undefined : new Date(timestamp);
  const parts = [footer?.text, at && dayAndTime(at)].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const drawn = element('discord-embed-footer', { slot: 'footer' }, parts.join(' • '));
  loadPicture(footer?.icon_url, (icon) => drawn.setAttribute('footer-image', icon));
  return drawn;
}
