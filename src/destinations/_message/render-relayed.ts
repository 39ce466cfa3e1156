import { asWritten } from '../../discord/as-written.ts';
import { makeValid } from '../../discord/make-valid.ts';
import type { DiscordMessage } from '../../discord/message.ts';
import { fullText, leftOut } from '../../discord/message-text.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import type { LaneItem, RenderOptions } from '../../model/destination-kind.ts';
import type { MessageFile } from '../../model/message.ts';
import type { InlineFile, RelayedMessage } from '../../model/relayed-message.ts';
import { keptFiles } from './kept-files.ts';
import type { RenderedMessage } from './rendered-message.ts';

/**
 * A message that goes through as its sender wrote it: name, picture, text, embeds and files, components and polls;
 * nobody is pinged but the role that the route names. What Discord would refuse is mended, and what does not fit travels
 * whole as a text file.
 */
export function renderRelayed(item: LaneItem, relayed: RelayedMessage, options: RenderOptions): RenderedMessage {
  const own = [...keptFiles(item.event), ...(relayed.files ?? []).map(toInlineFile)];
  const from = asWritten(relayed.body);
  const role = item.route?.mentionRole;
  const isNamed = relayed.threadId === undefined && !options.omit.has('thread');
  const message: DiscordMessage = {
    content: from.content,
    username: options.omit.has('username') ? undefined : (from.username ?? item.route?.username),
    avatar_url: from.avatar_url ?? item.route?.avatarUrl,
    embeds: from.embeds,
    components: from.components,
    poll: from.poll,
    flags: from.flags,
    ...(isNamed && { thread_name: from.thread_name, applied_tags: from.applied_tags }),
    allowed_mentions: { parse: [], roles: isSnowflake(role) ? [role] : [] },
  };
  const isCut = leftOut(message, withFiles(message, own)).length > 0;
  const all = isCut ? [...own, { name: fullTextName, content: { text: fullText(message) } }] : own;
  const files = options.omit.has('files') ? [] : all;
  return { count: 1, body: withFiles(message, files), files, threadId: relayed.threadId, mayNameThread: true };
}

const fullTextName = 'message.txt';

function withFiles(message: DiscordMessage, files: readonly MessageFile[]): DiscordMessage {
  const attachments = files.map(({ name }, index) => ({ id: String(index), filename: name }));
  return makeValid({ ...message, attachments }, { joinsEmbeds: true });
}

function toInlineFile({ name, type, base64 }: InlineFile): MessageFile {
  return { name, type, content: { base64 } };
}

/** The body of an edit, as its sender wrote it, made valid. */
export function mendEdit(body: Readonly<Record<string, unknown>>): unknown {
  const { username: _, avatar_url: __, thread_name: ___, applied_tags: ____, ...edit } = makeValid(body);
  return edit;
}
