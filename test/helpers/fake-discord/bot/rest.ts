import { systemClock } from '../../../../src/lib/clock.ts';
import { isObject, type JsonObject } from '../json.ts';
import { RateLimits } from '../rate-limits.ts';
import { apiError, ok, type Reply } from '../reply.ts';
import { Answers } from './answers.ts';
import type { BotContent } from './body.ts';
import type { BotCall } from './bot-call.ts';
import { checkCommands } from './check-command.ts';
import { MessageRoutes } from './message-routes.ts';
import { openApiErrors } from './openapi.ts';
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
    const reply = content.refusal ?? this.#answer(call, content);
    // What is refused is noted where it is.
    const errors = reply.status < 300 ? openApiErrors(call, content.body) : [];
    if (errors.length > 0) this.#world.note('openapi', `${call.method} ${call.route}: ${errors.join('; ')}`);
    return reply;
  }

  #answer(call: BotCall, content: BotContent): Reply {
    if (call.route === '/interactions/{interaction}/{token}/callback') return this.#answers.callback(call, content);
    if (call.route === '/webhooks/{app}/{token}') return this.#answers.followUp(call, content);
    if (call.route === '/webhooks/{app}/{token}/messages/{message}') return this.#answers.message(call, content);
    if (call.authorization !== `Bot ${this.#world.settings.token}`) return unauthorized;
    if (call.route.startsWith('/channels/')) return this.#onChannel(call, content);
    if (call.route.startsWith('/guilds/')) return this.#onGuild(call);
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
      case '/users/@me/guilds':
        return listing([...guilds.values()].map((guild) => guild.partialJson()));
      case '/applications/@me':
      case '/oauth2/applications/@me':
        return ok(this.#application());
      case '/applications/{app}/commands':
      case '/applications/{app}/guilds/{guild}/commands':
        if (call.params['app'] !== applicationId) return apiError(403, 20012, 'You are not authorized');
        if (call.params['guild'] !== undefined && !guilds.has(guildId)) return missingAccess;
        return this.#onCommands(call, content);
      case '/webhooks/{webhook}':
        return this.#webhooks.one(call);
      default:
        return methodNotAllowed;
    }
  }

  #onGuild(call: BotCall): Reply {
    const guild = this.#world.guilds.get(call.params['guild'] ?? '');
    if (!guild) return unknownGuild;
    switch (call.route) {
      case '/guilds/{guild}/channels':
        return listing(guild.channels.map((channel) => channel.json()));
      case '/guilds/{guild}/webhooks':
        return this.#webhooks.ofGuild(guild);
      case '/guilds/{guild}/members/{user}':
        return ['@me', this.#world.userId].includes(call.params['user'] ?? '')
          ? ok(guild.botMember(this.#world.botUser))
          : apiError(404, 10007, 'Unknown Member');
      default:
        return ok(guild.json());
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
