import type { LaneItem, RenderOptions } from '../../model/destination-kind.ts';
import type { Rendered } from '../../model/message.ts';
import type { RelayedMessage } from '../../model/relayed-message.ts';
import { enforce, isSnowflake } from './last-gate.ts';
import type { Message } from './message.ts';

/** A message of ours, whose body is known. */
export interface RenderedMessage extends Rendered {
  body: Message;
}

/**
 * A message that goes through as its sender wrote it: name, picture, text, embeds and files; nobody is pinged but the
 * role that the route names, and what Discord would refuse is mended.
 */
export function renderRelayed(item: LaneItem, relayed: RelayedMessage, options: RenderOptions): RenderedMessage {
  const files = options.omit.has('files')
    ? []
    : relayed.files.map(({ name, type, base64 }) => ({ name, type, text: base64, encoding: 'base64' as const }));
  const role = item.route?.mentionRole;
  // Whatever a sender wrote, the last gate takes only what has the right form.
  const from: Message = relayed.body;
  const message: Message = {
    content: from.content,
    username: options.omit.has('username') ? undefined : (from.username ?? item.route?.username),
    avatar_url: from.avatar_url ?? item.route?.avatarUrl,
    embeds: from.embeds,
    components: from.components,
    flags: from.flags,
    allowed_mentions: { parse: [], roles: isSnowflake(role) ? [role] : [] },
    attachments: files.map(({ name }, index) => ({ id: String(index), filename: name })),
  };
  return { count: 1, body: enforce(message), files, threadId: relayed.threadId };
}

/** The body of an edit, as its sender wrote it, made valid. */
export function mendEdit(body: Readonly<Record<string, unknown>>): unknown {
  const { username: _, avatar_url: __, ...edit } = enforce(body);
  return edit;
}
