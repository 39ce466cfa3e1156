import { makeValid } from '../../discord/make-valid.ts';
import type { Attachment, DiscordMessage } from '../../discord/message.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import type { LaneItem, RenderOptions } from '../../model/destination-kind.ts';
import type { MessageFile } from '../../model/message.ts';
import type { InlineFile, RelayedMessage } from '../../model/relayed-message.ts';
import { keptFiles } from './kept-files.ts';
import type { RenderedMessage } from './rendered-message.ts';

/**
 * A message that goes through as its sender wrote it: name, picture, text, embeds and files; nobody is pinged but the
 * role that the route names, and what Discord would refuse is mended.
 */
export function renderRelayed(item: LaneItem, relayed: RelayedMessage, options: RenderOptions): RenderedMessage {
  const files = options.omit.has('files') ? [] : [...keptFiles(item.event), ...(relayed.files ?? []).map(toInlineFile)];
  const role = item.route?.mentionRole;
  // Parts as the sender wrote them: those without the right form are left out when the message is made valid.
  const from: DiscordMessage = relayed.body;
  const isNamed = relayed.threadId === undefined && !options.omit.has('thread');
  const message: DiscordMessage = {
    content: from.content,
    username: options.omit.has('username') ? undefined : (from.username ?? item.route?.username),
    avatar_url: from.avatar_url ?? item.route?.avatarUrl,
    embeds: from.embeds,
    components: from.components,
    flags: from.flags,
    ...(isNamed && { thread_name: from.thread_name, applied_tags: from.applied_tags }),
    allowed_mentions: { parse: [], roles: isSnowflake(role) ? [role] : [] },
    attachments: files.map(({ name }, index) => ({
      ...writtenAttachment(from, index),
      id: String(index),
      filename: name,
    })),
  };
  return { count: 1, body: makeValid(message), files, threadId: relayed.threadId, mayNameThread: true };
}

/** The sender's words about the file at a place, beside its name. */
function writtenAttachment({ attachments }: DiscordMessage, index: number): Partial<Attachment> {
  const written = Array.isArray(attachments) ? attachments.find((one) => String(one?.id) === String(index)) : undefined;
  return { description: written?.description };
}

function toInlineFile({ name, type, base64 }: InlineFile): MessageFile {
  return { name, type, content: { base64 } };
}
