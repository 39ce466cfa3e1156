import { isObject, listOf } from '../json.ts';
import { apiError, noContent, ok, type Reply } from '../reply.ts';
import type { BotContent } from './body.ts';
import type { BotCall } from './bot-call.ts';
import { type BotMessageRules, checkBotMessage } from './check-answer.ts';
import type { FakeChannel } from './guild.ts';
import type { FakeMessage } from './message.ts';
import { permission } from './permissions.ts';
import { missingAccess, missingPermissions } from './webhook-routes.ts';
import type { World } from './world.ts';

const withText = [0, 2, 5];

/** Messages that the bot writes of its own accord (Discord: Message). */
export class MessageRoutes {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  create(channel: FakeChannel, content: BotContent): Reply {
    const refusal = refusedIn(channel, content) ?? this.#check(content);
    if (refusal) return refusal;
    return ok(this.#world.addMessage({ channel, content }).json());
  }

  one(call: BotCall, channel: FakeChannel, content: BotContent): Reply {
    if (!channel.botMay(permission.ViewChannel)) return missingAccess;
    const message = this.#world.messages.find(
      (each) => each.id === call.params['message'] && each.channelId === channel.id && !each.isEphemeral,
    );
    if (!message || message.isDeleted) return apiError(404, 10008, 'Unknown Message');
    switch (call.method) {
      case 'GET':
        return ok(message.json());
      case 'PATCH':
        return this.#edit(channel, message, content);
      case 'DELETE':
        message.delete();
        return noContent;
      default:
        return apiError(405, 0, '405: Method Not Allowed');
    }
  }

  #edit(channel: FakeChannel, message: FakeMessage, content: BotContent): Reply {
    const { body, kept } = message.preview(content);
    const refusal = refusedIn(channel, content) ?? this.#check(content, { body, files: kept });
    if (refusal) return refusal;
    message.edit(content);
    this.#world.noteFaults(message, content.body);
    return ok(message.json());
  }

  #check(content: BotContent, whole?: BotMessageRules['whole']): Reply | undefined {
    const refusal = checkBotMessage(content, { isAnswer: false, ...(whole && { whole }) });
    if (refusal) this.#world.note('invalid_message', JSON.stringify(refusal.body));
    return refusal;
  }
}

function refusedIn(channel: FakeChannel, { body, files }: BotContent): Reply | undefined {
  if (!channel.botMay(permission.ViewChannel)) return missingAccess;
  if (!withText.includes(channel.type)) return apiError(400, 50008, 'Cannot send messages in a non-text channel');
  const hasEmbeds = isObject(body) && listOf(body['embeds']).length > 0;
  const mayNot =
    !channel.botMay(permission.SendMessages) ||
    (hasEmbeds && !channel.botMay(permission.EmbedLinks)) ||
    (files.length > 0 && !channel.botMay(permission.AttachFiles));
  return mayNot ? missingPermissions : undefined;
}
