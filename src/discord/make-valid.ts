import { messageLimits } from './limits.ts';
import type { AllowedMentions, Attachment, ButtonRow, DiscordMessage, LinkButton } from './message.ts';
import { isSnowflake } from './snowflake.ts';
import { validEmbeds } from './valid-embeds.ts';
import { validText } from './valid-text.ts';
import { webUrl } from './web-url.ts';
import { webhookName } from './webhook-name.ts';

/**
 * The message as Discord takes it: the last step of every message, so that no event is lost to a 400. Lengths and
 * counts, no empty part, well-formed URLs, a name that Discord takes; nobody is pinged but the roles in
 * `allowed_mentions.roles`. What is right already passes unchanged, and a message that holds nothing says so.
 *
 * @param message of the right form, or as somebody wrote it: what has another form is left out
 */
export function makeValid(message: DiscordMessage): DiscordMessage {
  const attachments = listOf(message.attachments).slice(0, messageLimits.files).flatMap(validAttachment);
  const embeds = validEmbeds(listOf(message.embeds), new Set(attachments.map(({ filename }) => filename)));
  const content = validText(message.content, messageLimits.content);
  const isEmpty = content === undefined && embeds.length === 0 && attachments.length === 0;
  const username = webhookName(message.username);
  const avatar = webUrl(message.avatar_url);
  const flags = silentFlags(message.flags);
  const thread = validText(message.thread_name, messageLimits.threadName);
  const tags = listOf(message.applied_tags).filter(isSnowflake).slice(0, messageLimits.tags);
  const rows = listOf(message.components)
    .map(validRow)
    .filter((row) => row.components.length > 0)
    .slice(0, messageLimits.rows);
  return {
    ...(isEmpty ? { content: '(empty)' } : content !== undefined && { content }),
    ...(username !== undefined && { username }),
    ...(avatar !== undefined && { avatar_url: avatar }),
    ...(embeds.length > 0 && { embeds }),
    allowed_mentions: rolesOnly(message.allowed_mentions),
    ...(attachments.length > 0 && { attachments }),
    ...(flags !== undefined && { flags }),
    ...(thread !== undefined && { thread_name: thread, ...(tags.length > 0 && { applied_tags: tags }) }),
    ...(rows.length > 0 && { components: rows }),
  };
}

function validAttachment(from: Attachment): Attachment[] {
  if (typeof from?.filename !== 'string' || !/^\d+$/.test(String(from.id))) return [];
  const filename = from.filename
    .toWellFormed()
    .replace(/[^\w.-]+/g, '_')
    .slice(-messageLimits.fileName);
  const description = validText(from.description, messageLimits.fileDescription);
  return [
    {
      id: String(from.id),
      filename: filename === '' ? 'file' : filename,
      ...(description !== undefined && { description }),
    },
  ];
}

/** A row with the buttons that lead somewhere. */
function validRow(from: ButtonRow): ButtonRow {
  const buttons = listOf(from?.components).flatMap((button): LinkButton[] => {
    const label = validText(button?.label, messageLimits.buttonLabel);
    const url = webUrl(button?.url);
    const isWhole = label !== undefined && url !== undefined && url.length <= messageLimits.buttonUrl;
    return isWhole ? [{ type: 2, style: 5, label, url }] : [];
  });
  return { type: 1, components: buttons.slice(0, messageLimits.buttons) };
}

function rolesOnly(from: DiscordMessage['allowed_mentions']): AllowedMentions {
  const roles = [...new Set(listOf(from?.roles).filter(isSnowflake))].slice(0, messageLimits.roles);
  return roles.length > 0 ? { parse: [], roles } : { parse: [] };
}

/** Discord: Message Resource, "Message Flags". */
const suppressEmbeds = 1 << 2;
const suppressNotifications = 1 << 12;

/** The flags that a message like ours may carry. */
function silentFlags(flags: unknown): number | undefined {
  const kept = typeof flags === 'number' ? flags & (suppressEmbeds | suppressNotifications) : 0;
  return kept === 0 ? undefined : kept;
}

function listOf<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}
