import { Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayIntentBits, type RESTOptions } from 'discord.js';
import type { Actions } from '../actions/create-actions.ts';
import { type Clock, sleep, systemClock } from '../lib/clock.ts';
import { loadFolder } from '../lib/load-folder.ts';
import type { Log } from '../lib/log.ts';
import type { BotState, BotStatus } from '../model/bot-state.ts';
import { Dispatch } from './dispatch.ts';
import { GuildTools } from './guild-tools.ts';
import { isDiscordJsError } from './is-discord-js-error.ts';
import { loggable } from './loggable.ts';
import { registerCommands } from './register-commands.ts';
import { isSlashCommand, type SlashCommand } from './slash-command.ts';

/** The waits between two tries to log in, growing. */
const [firstRetryMs, longestRetryMs] = [5_000, 5 * 60_000];

/** The wait between two tries to register the commands of a server. */
const registerAgainMs = 10 * 60_000;

const refused =
  'Discord refuses DISCORD_BOT_TOKEN: the bot stays off, everything else goes on. Copy the token anew (Discord Developer Portal → your application → Bot → Reset Token) and restart';

/** The time that a stop waits for each of its two steps; all of Crier has 10 s. */
const stopStepMs = 1_000;

export interface BotDeps {
  actions: Actions;
  /** Tells commands the time. */
  clock: Clock;
}

export interface BotOptions {
  token: string;
  /** Such as `https://discord.com/api/v10`. */
  apiBase: string;
  log: Log;
  /** The state, which the bot keeps up to date. */
  status: BotStatus;
  /** Takes over the errors of discord.js that nobody can catch; the returned function ends it. */
  claimErrors(isTheirs: (error: unknown) => boolean, onError: (error: unknown) => void): () => void;
}

export interface Bot {
  readonly state: BotState | undefined;
  stop(): Promise<void>;
}

/** Every slash command, by its name. */
export async function loadCommands(): Promise<Map<string, SlashCommand>> {
  const files = await loadFolder(new URL('./commands/', import.meta.url), isSlashCommand, 'a slash command');
  return new Map(files.map(({ name, value }) => [name, value]));
}

/**
 * Logs the bot in and answers slash commands from then on. It comes back by itself: deliveries never depend on it, so
 * nothing of it ends the service.
 */
export async function startBot(
  { actions, clock }: BotDeps,
  { token, apiBase, log, status, claimErrors }: BotOptions,
): Promise<Bot> {
  const commands = await loadCommands();
  const ids = new Map<string, ReadonlyMap<string, string>>();
  status.state = 'connecting';
  let isStopping = false;
  let retry: NodeJS.Timeout | undefined;
  const again = new Map<string, NodeJS.Timeout>();
  const registering = new Map<string, Promise<void>>();

  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: apiBase.replace(/\/v\d+$/, ''), makeRequest },
    allowedMentions: { parse: [] },
  });

  /** The gateway's refusal comes by two ways, and is told once. */
  const turnOff = (details: object) => {
    if (isStopping || status.state === 'off') return;
    status.state = 'off';
    log.error(details, refused);
  };

  const registerNow = async (guildId: string) => {
    const applicationId = client.application?.id;
    if (applicationId === undefined) return;
    try {
      ids.set(guildId, await registerCommands({ actions, rest: client.rest, applicationId, commands }, guildId));
    } catch (error) {
      if (isStopping) return;
      log.warn(
        { guild: guildId, err: loggable(error) },
        'the slash commands of a server could not be registered, it is tried again; where it may not, invite the bot anew',
      );
      clearTimeout(again.get(guildId));
      again.set(guildId, setTimeout(() => void register(guildId), registerAgainMs).unref());
    }
  };

  /** One after the other in a server: else the answer to an older list could be taken for that to the newest. */
  const register = (guildId: string): Promise<void> => {
    const next = (registering.get(guildId) ?? Promise.resolve()).then(() => registerNow(guildId));
    registering.set(guildId, next);
    return next;
  };

  client.once(Events.ClientReady, ({ user, guilds, application }) => {
    status.state = 'online';
    log.info({ user: user.tag, servers: guilds.cache.size }, 'the bot is online');
    const tools = new GuildTools(client, application.id, apiBase);
    const dispatch = new Dispatch({
      actions,
      clock,
      log,
      commands,
      tools,
      idsIn: (guild) => ids.get(guild) ?? new Map(),
    });
    client.on(Events.InteractionCreate, (interaction) => void dispatch.handle(interaction));
    for (const guildId of guilds.cache.keys()) void register(guildId);
  });
  client.on(Events.GuildCreate, async ({ id }) => {
    // A server that removes the bot removes its commands.
    await actions.guilds.setRegisteredCommands(id, undefined).catch(() => {});
    await register(id);
  });
  // Discord closes for good only where coming back cannot help.
  client.on(Events.ShardDisconnect, ({ code }) => turnOff({ code }));
  client.on(Events.ShardReconnecting, () => {
    if (status.state === 'online') status.state = 'connecting';
    log.info({}, 'the bot reconnects');
  });
  const isBack = () => {
    // The first time, ClientReady tells it.
    if (client.readyTimestamp === null || status.state !== 'connecting') return;
    status.state = 'online';
    log.info({}, 'the bot is back');
  };
  client.on(Events.ShardResume, isBack);
  client.on(Events.ShardReady, isBack);
  client.on(Events.ShardError, (error) => log.warn({ err: error }, "the bot's connection failed, it tries again"));
  client.on(Events.Error, (error) => log.warn({ err: error }, 'the bot met an error'));
  const unsubscribe = actions.guilds.onLinksChanged((guildId) => void register(guildId));

  const login = async (delayMs: number): Promise<void> => {
    try {
      await client.login(token);
    } catch (error) {
      if (isRefused(error)) turnOff({});
      if (isStopping || status.state === 'off') return;
      log.warn({ err: error, again_in_ms: delayMs }, 'the bot cannot log in yet, it tries again');
      retry = setTimeout(() => void login(Math.min(delayMs * 2, longestRetryMs)), delayMs);
    }
  };
  const endClaim = claimErrors(isDiscordJsError, (error) =>
    log.error({ err: error }, 'discord.js failed inside; the bot goes on'),
  );
  const connecting = login(firstRetryMs);

  return {
    get state() {
      return status.state;
    },
    async stop() {
      isStopping = true;
      unsubscribe();
      for (const timer of [retry, ...again.values()]) clearTimeout(timer);
      // A client that is destroyed while it connects may never come to an end of it.
      await Promise.race([connecting, sleep(systemClock, stopStepMs)]);
      await Promise.race([client.destroy(), sleep(systemClock, stopStepMs)]);
      endClaim();
    },
  };
}

/**
 * Node's own fetch: files are sent as Node's own FormData, which the fetch of another undici refuses.
 */
const makeRequest = fetch as unknown as NonNullable<RESTOptions['makeRequest']>;

/** REST says so with a code of its own, the gateway by closing with 4004, which discord.js tells in words only. */
function isRefused(error: unknown): boolean {
  if (error instanceof DiscordjsError) return error.code === DiscordjsErrorCodes.TokenInvalid;
  return error instanceof Error && error.message === 'Authentication failed';
}
