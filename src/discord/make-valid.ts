import { componentIssues, hasComponentsV2, isComponentsV2 } from './components-v2.ts';
import { messageLimits } from './limits.ts';
import type { AllowedMentions, Attachment, ButtonRow, ComponentV2, DiscordMessage, LinkButton } from './message.ts';
import { isPoll } from './poll.ts';
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
 * @param options.joinsEmbeds embeds that share a link stay one, as Discord shows them; default: their links are made to
 *   differ
 */
export function makeValid(message: DiscordMessage, options: { joinsEmbeds?: boolean } = {}): DiscordMessage {
  const attachments = listOf(message.attachments).slice(0, messageLimits.files).flatMap(validAttachment);
  const files = new Set(attachments.map(({ filename }) => filename));
  const embeds = validEmbeds(listOf(message.embeds), files, options);
  const content = validText(message.content, messageLimits.content);
  const poll = isPoll(message.poll) ? message.poll : undefined;
  const isEmpty = [content, poll].every((part) => part === undefined) && embeds.length + attachments.length === 0;
  const username = webhookName(message.username);
  const avatar = webUrl(message.avatar_url);
  const flags = silentFlags(message.flags);
  const v2 = validComponents(message);
  const thread = validText(message.thread_name, messageLimits.threadName);
  const tags = listOf(message.applied_tags).filter(isSnowflake).slice(0, messageLimits.tags);
  const rows = listOf<ButtonRow | ComponentV2>(message.components)
    .map(validRow)
    .filter((row) => row.components.length > 0)
    .slice(0, messageLimits.rows);
  const parts = {
    ...(isEmpty ? { content: '(empty)' } : content !== undefined && { content }),
    ...(embeds.length > 0 && { embeds }),
    ...(poll !== undefined && { poll }),
    ...(flags !== undefined && { flags }),
    ...(rows.length > 0 && { components: rows }),
  };
  return {
    ...(v2 ?? parts),
    ...(username !== undefined && { username }),
    ...(avatar !== undefined && { avatar_url: avatar }),
    allowed_mentions: rolesOnly(message.allowed_mentions),
    ...(attachments.length > 0 && { attachments }),
    ...(thread !== undefined && { thread_name: thread, ...(tags.length > 0 && { applied_tags: tags }) }),
  };
}

/** The parts of a message that consists of components alone; undefined for any other, and where Discord refuses them. */
function validComponents({
  flags,
  components,
}: DiscordMessage): Pick<DiscordMessage, 'flags' | 'components'> | undefined {
  if (!hasComponentsV2(flags) || componentIssues(components).length > 0) return undefined;
  return { flags: isComponentsV2 | (silentFlags(flags) ?? 0), components };
}

function validAttachment(from: Attachment): Attachment[] {
  if (typeof from?.filename !== 'string' || !/^\d+$/.test(String(from.id))) return [];
  const filename = from.filename
    .toWellFormed()
    .replace(/[^\w.-]+/g, '_')
    .slice(-messageLimits.fileName);
  return [{ id: String(from.id), filename: filename === '' ? 'file' : filename }];
}

/** A row with the buttons that lead somewhere. */
function validRow(from: ButtonRow | ComponentV2): ButtonRow {
  const inner = from !== null && typeof from === 'object' ? from.components : undefined;
  // Of a form that nobody has looked at: each part is.
  const buttons = listOf(inner as readonly Partial<LinkButton>[] | undefined).flatMap((button): LinkButton[] => {
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
