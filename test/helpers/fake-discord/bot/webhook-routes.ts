import { checkUsername } from '../check-message.ts';
import { Form } from '../form.ts';
import { isObject, type JsonObject, trimmed } from '../json.ts';
import { apiError, invalidForm, noContent, type Reply } from '../reply.ts';
import { type FakeWebhook, webhookObject } from '../webhook.ts';
import type { BotContent } from './body.ts';
import type { BotCall } from './bot-call.ts';
import type { FakeChannel, FakeGuild } from './guild.ts';
import { allows, permission } from './permissions.ts';
import type { World } from './world.ts';

const maxWebhooks = 15;
export const unknownChannel = apiError(404, 10003, 'Unknown Channel');
export const missingAccess = apiError(403, 50001, 'Missing Access');
export const missingPermissions = apiError(403, 50013, 'Missing Permissions');
const unknownWebhook = apiError(404, 10015, 'Unknown Webhook');

/** A reply whose body may be a list, which `Reply` does not know. */
export function listing(list: readonly JsonObject[]): Reply {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(list) };
}

/** Webhooks, as a bot sees and makes them (Discord: Webhook). */
export class WebhookRoutes {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  ofGuild(guild: FakeGuild): Reply {
    if (!allows(guild.botPermissions, permission.ManageWebhooks)) return missingPermissions;
    return listing(this.#where((webhook) => webhook.guildId === guild.id));
  }

  ofChannel(call: BotCall, channel: FakeChannel, content: BotContent): Reply {
    if (!channel.botMay(permission.ViewChannel)) return missingAccess;
    if (!channel.botMay(permission.ManageWebhooks)) return missingPermissions;
    if (call.method === 'POST') return this.#create(channel, content);
    return listing(this.#where((webhook) => webhook.channelId === channel.id));
  }

  /** By id alone. */
  one(call: BotCall): Reply {
    const webhook = this.#world.api.webhooks.get(call.params['webhook'] ?? '');
    if (!webhook) return unknownWebhook;
    const channel = this.#world.channel(webhook.channelId);
    if (!channel?.botMay(permission.ManageWebhooks)) return missingPermissions;
    if (call.method !== 'DELETE') return { status: 200, body: this.#json(webhook) };
    this.#world.api.webhooks.delete(webhook.id);
    return noContent;
  }

  #create(channel: FakeChannel, content: BotContent): Reply {
    const body = isObject(content.body) ? content.body : {};
    const form = new Form();
    form.require(['name'], body['name']);
    checkUsername(form, body['name'], 'name');
    if (form.problems.length > 0) {
      const refusal = invalidForm(form.problems, false);
      this.#world.note('invalid_webhook', JSON.stringify(refusal.body));
      return refusal;
    }
    const { api, applicationId } = this.#world;
    if (this.#where((webhook) => webhook.channelId === channel.id).length >= maxWebhooks) {
      return apiError(400, 30007, `Maximum number of webhooks reached (${maxWebhooks})`);
    }
    const name = trimmed(body['name']) ?? '';
    const options = { name, channelId: channel.id, guildId: channel.guild.id, applicationId };
    const webhook = api.addWebhook({ ...options, forum: channel.type === 15 }, this.#world.origin());
    return { status: 200, body: this.#json(webhook) };
  }

  #where(predicate: (webhook: FakeWebhook) => boolean): JsonObject[] {
    return [...this.#world.api.webhooks.values()].filter(predicate).map((webhook) => this.#json(webhook));
  }

  /** Another application's token stays its own. */
  #json(webhook: FakeWebhook): JsonObject {
    const { token, url, ...rest } = webhookObject(webhook);
    const isMine = webhook.applicationId === this.#world.applicationId;
    const shown = isMine || webhook.applicationId === null ? { token, url } : {};
    return { ...rest, ...shown, ...(isMine ? { user: this.#world.botUser } : {}) };
  }
}
