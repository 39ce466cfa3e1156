import { randomBytes } from 'node:crypto';
import type { JsonObject } from './json.ts';

export interface WebhookOptions {
  name?: string;
  /** A channel of its own, unless named. */
  channelId?: string;
  guildId?: string;
  /** 1: incoming. 2 (channel follower) and 3 (application) are no target for messages. */
  type?: 1 | 2 | 3;
  applicationId?: string | null;
  /** The channel is a forum. */
  forum?: boolean;
  token?: string;
}

export interface FakeWebhook {
  id: string;
  token: string;
  name: string;
  channelId: string;
  guildId: string;
  type: 1 | 2 | 3;
  applicationId: string | null;
  forum: boolean;
  /** As Discord's "Copy Webhook URL" gives it: without a version. */
  url: string;
}

/** Ids of 18 digits: discord.js takes no others (discord.md 3.6). */
export function makeId(kind: 'webhook' | 'channel' | 'guild' | 'message' | 'file' | 'thread', number: number): string {
  const first = { webhook: '2', channel: '3', guild: '4', message: '5', file: '6', thread: '7' }[kind];
  return first + String(number).padStart(17, '0');
}

export function makeWebhook(options: WebhookOptions, number: number, origin: string): FakeWebhook {
  const id = makeId('webhook', number);
  const token = options.token ?? randomBytes(51).toString('base64url');
  return {
    id,
    token,
    name: options.name ?? `Webhook ${number}`,
    channelId: options.channelId ?? makeId('channel', number),
    guildId: options.guildId ?? makeId('guild', 1),
    type: options.type ?? 1,
    applicationId: options.applicationId ?? null,
    forum: options.forum ?? false,
    url: `${origin}/api/webhooks/${id}/${token}`,
  };
}

/** Discord: Webhook, "Webhook Object", as Get Webhook with Token gives it: without `user`. */
export function webhookObject(webhook: FakeWebhook): JsonObject {
  return {
    type: webhook.type,
    id: webhook.id,
    name: webhook.name,
    avatar: null,
    channel_id: webhook.channelId,
    guild_id: webhook.guildId,
    application_id: webhook.applicationId,
    token: webhook.token,
    url: webhook.url,
  };
}
