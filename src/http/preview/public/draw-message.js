// One message of Discord as web components. Text only ever becomes text nodes and attributes, never markup.
import '@skyra/discord-components-core/dist/components/discord-messages/DiscordMessages.js';
import '@skyra/discord-components-core/dist/components/discord-message/DiscordMessage.js';
import './today.js';
import { drawComponents, drawPoll } from './draw-components.js';
import { drawEmbed } from './draw-embed.js';
import { element, loadPicture, withoutEmoji } from './element.js';
import { renderMarkdown } from './markdown.js';
import { rawJson } from './raw-json.js';
import { dayAndTime } from './time.js';

/**
 * @typedef {object} FeedMessage
 * @property {string} id
 * @property {number} sent_at epoch milliseconds
 * @property {{ kind: string, label: string, name?: string }} destination
 * @property {string} [url]
 * @property {string} body
 */

const ownAvatar = '/preview/assets/avatar.svg';

/**
 * @param {FeedMessage} message
 * @returns {HTMLElement}
 */
export function drawMessage(message) {
  const body = JSON.parse(message.body);
  const drawn = element('discord-message', {
    author: withoutEmoji(body.username ?? message.destination.name ?? 'Crier'),
    avatar: ownAvatar,
    bot: '',
    timestamp: dayAndTime(new Date(message.sent_at)),
  });
  loadPicture(body.avatar_url, (url) => drawn.setAttribute('avatar', url));
  if (body.content) drawn.append(element('div', { class: 'content' }, renderMarkdown(body.content)));
  if (isMention(body)) drawn.setAttribute('highlight', '');
  for (const embed of body.embeds ?? []) {
    const card = drawEmbed(embed);
    card.slot = 'embeds';
    drawn.append(card);
  }
  const parts = [...(body.poll ? [drawPoll(body.poll)] : []), ...drawComponents(body.components)];
  if (parts.length > 0) drawn.append(element('div', { class: 'components', slot: 'embeds' }, ...parts));
  for (const { filename } of body.attachments ?? []) drawn.append(fileCard(filename));
  const { button, panel } = rawJson(body);
  drawn.append(tools(message, button), panel);
  return drawn;
}

/** @param {{ allowed_mentions?: { roles?: string[] } }} body */
function isMention(body) {
  return (body.allowed_mentions?.roles ?? []).length > 0;
}

/**
 * The name of the destination, and the button that shows the message as JSON.
 * @param {FeedMessage} message
 * @param {HTMLElement} button
 */
function tools({ destination, url }, button) {
  const isPreview = destination.kind === 'preview';
  const label = isPreview ? 'preview only' : destination.label;
  const title = isPreview ? 'Shown here alone: no webhook is set for it' : `Sent to ${destination.label}`;
  const where =
    url === undefined
      ? element('span', { class: 'where', title }, label)
      : element('a', { class: 'where', title: `${title}; open it in Discord`, href: url, target: '_blank' }, label);
  where.dataset.kind = destination.kind;
  return element('div', { class: 'tools', slot: 'components' }, where, button);
}

/** @param {string} name */
function fileCard(name) {
  const icon = element('span', { class: 'file-icon', 'aria-hidden': 'true' });
  const text = element('span', { class: 'file-name' }, name);
  return element('div', { class: 'file', slot: 'attachments', title: 'Travels with the message' }, icon, text);
}
