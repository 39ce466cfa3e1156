import type { RelayResult } from '../../actions/webhooks/relay-message.ts';
import { iso } from '../../lib/iso.ts';
import type { EventFile } from '../../model/event-file.ts';
import type { DropInWebhook, RelayedMessage } from '../../model/relayed-message.ts';

/** Discord: Webhook Resource, "Webhook Object". Guild and channel are made up. */
export function presentWebhook(publicUrl: string | undefined, webhook: DropInWebhook, token: string) {
  const { id, name } = webhook;
  return {
    id,
    type: 1,
    name,
    avatar: null,
    channel_id: id,
    guild_id: id,
    application_id: null,
    token,
    ...(publicUrl === undefined ? {} : { url: `${publicUrl}/api/webhooks/${id}/${token}` }),
  };
}

/** A message as its sender knows it: written by our webhook, under our id of it. */
export function asOurs(body: unknown, { id }: DropInWebhook): unknown {
  if (typeof body !== 'object' || body === null || !('author' in body)) return body;
  return { ...body, author: { ...Object(body.author), id }, webhook_id: id };
}

/**
 * Discord: Message Resource, "Message Object": Discord's own where it has answered one; else as far as senders read it,
 * made of what they sent.
 */
export function presentMessage(
  now: number,
  webhook: DropInWebhook,
  { body, files }: Pick<RelayedMessage, 'body'> & { files: readonly Omit<EventFile, 'id'>[] },
  outcome: Exclude<RelayResult, { kind: 'refused' }>,
): unknown {
  const delivered = outcome.kind === 'delivered' ? outcome : undefined;
  const said = asOurs(delivered?.message, webhook);
  const isWhole = typeof said === 'object' && said !== null && 'webhook_id' in said;
  if (isWhole) return said;
  return {
    id: outcome.messageId,
    type: 0,
    content: typeof body['content'] === 'string' ? body['content'] : '',
    channel_id: delivered?.channelId ?? webhook.id,
    author: {
      id: webhook.id,
      username: typeof body['username'] === 'string' ? body['username'] : webhook.name,
      discriminator: '0000',
      avatar: null,
      bot: true,
    },
    attachments: files.map(presentAttachment),
    embeds: Array.isArray(body['embeds']) ? body['embeds'] : [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: iso(now),
    edited_timestamp: null,
    flags: 0,
    components: [],
    webhook_id: webhook.id,
  };
}

/**
 * An attachment of a message that Discord does not have yet. The address is well-formed and leads nowhere: the real one
 * is Discord's to make, and the file is for nobody else.
 */
function presentAttachment({ name, type, bytes }: Omit<EventFile, 'id'>, index: number) {
  const url = `attachment://${encodeURIComponent(name)}`;
  return { id: String(index), filename: name, size: bytes, content_type: type, url, proxy_url: url };
}
