import { AttachmentBuilder, type BaseMessageOptions } from 'discord.js';
import type { Reply } from './slash-command.ts';

/** A reply as discord.js takes it. What a reply does not say is taken away from the message that it replaces. */
export function toDiscord({ content = '', embeds = [], components = [], files = [] }: Reply): BaseMessageOptions & {
  attachments: [];
} {
  return {
    content,
    embeds,
    components,
    files: files.map(({ name, data, description }) => {
      return new AttachmentBuilder(data, { name, ...(description === undefined ? {} : { description }) });
    }),
    attachments: [],
    allowedMentions: { parse: [] },
  };
}
