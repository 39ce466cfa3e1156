import { AttachmentBuilder, type BaseMessageOptions } from 'discord.js';
import type { Reply, ReplyFile } from './slash-command.ts';

/**
 * A reply as discord.js takes it. What a reply does not say is taken away from the message that it replaces, unless it
 * changes a part of it alone.
 */
export function toDiscord(reply: Reply): BaseMessageOptions & { attachments?: [] } {
  const { isPartial, content, embeds, components, files = [] } = reply;
  const empty = isPartial ? {} : { content: '', embeds: [], components: [], attachments: [] as [] };
  return {
    ...empty,
    ...(content !== undefined && { content }),
    ...(embeds && { embeds }),
    ...(components && { components }),
    // An empty list would take away the files that are there.
    ...(files.length > 0 && { files: files.map(attachmentOf) }),
    allowedMentions: { parse: [] },
  };
}

function attachmentOf({ name, data, description }: ReplyFile): AttachmentBuilder {
  return new AttachmentBuilder(data, { name, ...(description === undefined ? {} : { description }) });
}
