import type { UploadedFile } from './content.ts';
import { isObject, type JsonObject, listOf, trimmed } from './json.ts';
import { mentionsOf } from './mentions.ts';
import type { FakeWebhook } from './webhook.ts';

export interface SavedFile extends UploadedFile {
  id: string;
}

/** A message that Discord has saved. */
export interface SavedMessage {
  id: string;
  webhookId: string;
  /** The thread's, where it stands in one. */
  channelId: string;
  /** The thread's id, where it stands in one. */
  threadId?: string | undefined;
  /** Milliseconds since the epoch, by the fake's clock. */
  timestamp: number;
  /** As received; after an edit with the changed parts replaced. */
  body: JsonObject;
  files: readonly SavedFile[];
  editedAt?: number | undefined;
  deletedAt?: number | undefined;
}

/** What a message shows of the webhook that wrote it. */
type Author = Pick<FakeWebhook, 'id' | 'applicationId' | 'name'>;

const editable = ['content', 'embeds', 'components', 'flags', 'poll'];

/** A body as it is after an edit: what the edit names is replaced, null empties it (Discord: Webhook, "Edit"). */
export function editedBody(before: JsonObject, edit: JsonObject): JsonObject {
  const changes = Object.fromEntries(Object.entries(edit).filter(([key]) => editable.includes(key)));
  return { ...before, ...changes };
}

/** The files that an edit leaves: `attachments` must list those to keep (Discord: Webhook, "Edit", v10). */
export function keptFiles(message: SavedMessage, edit: JsonObject): readonly SavedFile[] {
  if (edit['attachments'] === undefined) return message.files;
  const kept = listOf(edit['attachments']).map((item) => (isObject(item) ? String(item['id']) : ''));
  return message.files.filter((file) => kept.includes(file.id));
}

/** A message as Discord answers it (Discord: Message, "Message Object"; discord.md 4.5). */
export function messageObject(message: SavedMessage, webhook: Author): JsonObject {
  const { body } = message;
  const mentions = mentionsOf(body);
  return {
    id: message.id,
    channel_id: message.channelId,
    webhook_id: webhook.id,
    ...(webhook.applicationId === null ? {} : { application_id: webhook.applicationId }),
    type: 0,
    author: author(webhook, body),
    content: trimmed(body['content']) ?? '',
    timestamp: isoTime(message.timestamp),
    edited_timestamp: message.editedAt === undefined ? null : isoTime(message.editedAt),
    tts: body['tts'] === true,
    pinned: false,
    mention_everyone: mentions.everyone,
    mentions: mentions.users.map((id) => user(id, `user${id}`, false)),
    mention_roles: mentions.roles,
    attachments: message.files.map((file) => attachment(message, file)),
    embeds: listOf(body['embeds']).map((embed) => (isObject(embed) ? { ...embed, type: 'rich' } : embed)),
    components: listOf(body['components']),
    flags: typeof body['flags'] === 'number' ? body['flags'] : 0,
  };
}

function author(webhook: Author, body: JsonObject): JsonObject {
  return user(webhook.id, trimmed(body['username']) ?? webhook.name, true);
}

function user(id: string, username: string, bot: boolean): JsonObject {
  return {
    id,
    username,
    discriminator: '0000',
    global_name: null,
    avatar: null,
    bot,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  };
}

function attachment(message: SavedMessage, file: SavedFile): JsonObject {
  const path = `${message.channelId}/${file.id}/${encodeURIComponent(file.name)}`;
  const url = `https://cdn.discordapp.com/attachments/${path}`;
  return { id: file.id, filename: file.name, size: file.size, url, proxy_url: url };
}

/** `2026-01-01T00:00:00.000000+00:00`, the way Python writes it. */
function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00');
}
