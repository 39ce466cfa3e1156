import { systemClock } from '../../../../src/lib/clock.ts';
import { isObject, type JsonObject } from '../json.ts';
import { RateLimits } from '../rate-limits.ts';
import { apiError, ok, type Reply } from '../reply.ts';
import { Answers } from './answers.ts';
import type { BotContent } from './body.ts';
import type { BotCall } from './bot-call.ts';
import { checkCommands } from './check-command.ts';
import { MessageRoutes } from './message-routes.ts';
import { listing, missingAccess, unknownChannel, WebhookRoutes } from './webhook-routes.ts';
import type { World } from './world.ts';

const unauthorized = apiError(401, 0, '401: Unauthorized');
const methodNotAllowed = apiError(405, 0, '405: Method Not Allowed');
const unknownGuild = apiError(404, 10004, 'Unknown Guild');

/** Who asks for what: leads every request of a bot to what answers it. */
export class BotRest {
  readonly #world: World;
  readonly #answers: Answers;
  readonly #webhooks: WebhookRoutes;
  readonly #messages: MessageRoutes;
  readonly #limits: RateLimits;

  constructor(world: World) {
    this.#world = world;
    this.#answers = new Answers(world);
    this.#webhooks = new WebhookRoutes(world);
    this.#messages = new MessageRoutes(world);
    const { channelLimit } = world.settings;
    this.#limits = new RateLimits({ webhook: channelLimit, channel: null, global: null }, systemClock);
  }

  handle(call: BotCall, content: BotContent): Reply {
    if (content.refusal) return content.refusal;
    if (call.route === '/interactions/{interaction}/{token}/callback') return this.#answers.callback(call, content);
    if (call.route === '/webhooks/{app}/{token}') return this.#answers.followUp(call, content);
    if (call.route === '/webhooks/{app}/{token}/messages/{message}') return this.#answers.message(call, content);
    if (call.authorization !== `Bot ${this.#world.settings.token}`) return unauthorized;
    if (call.route.startsWith('/channels/')) return this.#onChannel(call, content);
    return this.#onRest(call, content);
  }

  #onRest(call: BotCall, content: BotContent): Reply {
    const { applicationId, botUser, guilds } = this.#world;
    const guildId = call.params['guild'] ?? '';
    switch (call.route) {
      case '/gateway/bot':
        return ok(this.#gatewayBot());
      case '/users/@me':
        return ok(botUser);
      case '/applications/@me':
      case '/oauth2/applications/@me':
        return ok(this.#application());
      case '/applications/{app}/commands':
      case '/applications/{app}/guilds/{guild}/commands':
        if (call.params['app'] !== applicationId) return apiError(403, 20012, 'You are not authorized');
        if (call.params['guild'] !== undefined && !guilds.has(guildId)) return missingAccess;
        return this.#onCommands(call, content);
      case '/guilds/{guild}':
        return guilds.has(guildId) ? ok(guilds.get(guildId)?.json() ?? {}) : unknownGuild;
      case '/guilds/{guild}/channels':
        return guilds.has(guildId)
          ? listing(guilds.get(guildId)?.channels.map((channel) => channel.json()) ?? [])
          : unknownGuild;
      case '/guilds/{guild}/webhooks':
        return this.#webhooks.ofGuild(guildId);
      case '/webhooks/{webhook}':
        return this.#webhooks.one(call);
      default:
        return methodNotAllowed;
    }
  }

  #onChannel(call: BotCall, content: BotContent): Reply {
    const channel = this.#world.channel(call.params['channel']);
    if (!channel) return unknownChannel;
    switch (call.route) {
      case '/channels/{channel}/webhooks':
        return this.#webhooks.ofChannel(call, channel, content);
      case '/channels/{channel}/messages': {
        if (call.method !== 'POST') return methodNotAllowed;
        const { headers, refusal } = this.#limits.admit({ ...call, webhookId: channel.id }, undefined);
        const reply = refusal ?? this.#messages.create(channel, content);
        return { ...reply, headers: { ...headers, ...reply.headers } };
      }
      case '/channels/{channel}/messages/{message}':
        return this.#messages.one(call, channel, content);
      default:
        return ok(channel.json());
    }
  }

  #onCommands(call: BotCall, content: BotContent): Reply {
    const guildId = call.params['guild'];
    if (call.method === 'GET') return listing(this.#world.registration(guildId).commands);
    if (call.method !== 'PUT') return methodNotAllowed;
    const refusal = checkCommands(content.body);
    if (refusal) {
      this.#world.note('invalid_command', JSON.stringify(refusal.body));
      return refusal;
    }
    const before = this.#world.registration(guildId).commands;
    const commands = Array.isArray(content.body) ? content.body.filter(isObject) : [];
    const made = commands.map((command): JsonObject => {
      const known = before.find(({ name }) => name === command['name']);
      return {
        type: 1,
        default_member_permissions: null,
        nsfw: false,
        ...command,
        id: known?.['id'] ?? this.#world.newId(),
        application_id: this.#world.applicationId,
        ...(guildId === undefined ? {} : { guild_id: guildId }),
        version: this.#world.newId(),
      };
    });
    this.#world.register(guildId, made);
    return listing(made);
  }

  #gatewayBot(): JsonObject {
    return {
      url: this.#world.origin().replace('http', 'ws'),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
    };
  }

  #application(): JsonObject {
    const { applicationId, botUser, guilds } = this.#world;
    return {
      id: applicationId,
      name: 'Crier',
      icon: null,
      description: '',
      bot_public: false,
      bot_require_code_grant: false,
      verify_key: '0'.repeat(64),
      flags: 0,
      bot: botUser,
      approximate_guild_count: guilds.size,
      integration_types_config: { 0: {} },
    };
  }
}
