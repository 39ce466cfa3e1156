import { rmSync } from 'node:fs';
import { afterEach, expect } from 'vitest';
import type { FakeChannel, FakeGuild } from '../helpers/fake-discord/bot/guild.ts';
import type { FakeInteraction } from '../helpers/fake-discord/bot/interaction.ts';
import type { FakeMessage } from '../helpers/fake-discord/bot/message.ts';
import type { OptionValue } from '../helpers/fake-discord/bot/option-input.ts';
import type { Who } from '../helpers/fake-discord/bot/person.ts';
import type { FakeWebhook } from '../helpers/fake-discord/webhook.ts';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from '../helpers/fake-discord.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../helpers/start-app.ts';
import { secretsTold } from './_secrets.ts';

export interface BotWorld {
  discord: FakeDiscord;
  crier: TestApp;
  guild: FakeGuild;
  /** Where people type. */
  lounge: FakeChannel;
  sales: FakeChannel;
  /** What the default route leads to, into #sales. */
  webhook: FakeWebhook;
  /** Every line of the log, of every start. */
  readonly log: string[];
  /** Rules of the fake that a test breaks on purpose. */
  mayBreak: string[];
  /** A person with Manage Server runs a command. */
  run(words: string, inputs?: Record<string, OptionValue>, who?: Who): Promise<FakeInteraction>;
  press(message: FakeMessage, label: string, who?: Who): Promise<FakeInteraction>;
  choose(message: FakeMessage, placeholder: string, value: string, who?: Who): Promise<FakeInteraction>;
  /** What is offered while somebody types into an option: the values. */
  suggest(words: string, option: string, typed: string, inputs?: Record<string, OptionValue>): Promise<string[]>;
  online(): Promise<void>;
  /** Stops Crier and starts it again on the same data. */
  restart(changes?: Partial<TestAppOptions>): Promise<void>;
}

export interface BotWorldOptions {
  app?: TestAppOptions;
  discord?: FakeDiscordOptions;
  /** Whether the server is linked to the store `main`; default true. */
  isLinked?: boolean;
  /** Whether the default route leads into #sales; default true. */
  isRouted?: boolean;
  /** Happens before Crier starts; then nobody waits until the bot is online. */
  before?(discord: FakeDiscord): Promise<void> | void;
}

const worlds: BotWorld[] = [];

/** A whole Crier whose bot, a real discord.js client, is logged in to the fake Discord. Ends with the test. */
export async function startBotWorld({
  app,
  discord: discordOptions,
  isLinked = true,
  isRouted = true,
  before,
}: BotWorldOptions = {}): Promise<BotWorld> {
  const discord = await startFakeDiscord({
    webhookLimit: null,
    channelLimit: null,
    globalLimit: null,
    ...discordOptions,
  });
  const guild = discord.addGuild({ name: 'Frostvale' });
  const lounge = guild.addChannel({ name: 'lounge' });
  const sales = guild.addChannel({ name: 'sales' });
  const webhook = discord.addWebhook({ name: 'all', channelId: sales.id, guildId: guild.id });
  const options: TestAppOptions = {
    apiBase: discord.apiBase,
    ...(isRouted && { routes: { default: webhook.url } }),
    ...app,
    settings: {
      discord: { apiBase: discord.apiBase, channelLimit: undefined, globalLimit: undefined },
      bot: { token: discord.bot.token, guildId: isLinked ? guild.id : undefined },
      ...app?.settings,
    },
  };
  await before?.(discord);
  const earlier: string[] = [];
  const first = await startTestApp(options);
  const world: BotWorld = {
    ...{ discord, guild, lounge, sales, webhook, crier: first, mayBreak: [] },
    get log() {
      return [...earlier, ...world.crier.log];
    },
    run: (words, inputs = {}, who = {}) => discord.bot.run(guild, words, inputs, { channel: lounge, ...who }),
    press: (message, label, who = {}) => discord.bot.press(message, label, who),
    choose: (message, placeholder, value, who = {}) => discord.bot.choose(message, placeholder, [value], who),
    async suggest(words, option, typed, inputs = {}) {
      const focused = { name: option, value: typed };
      const choices = await discord.bot.autocomplete(guild, words, inputs, focused, { channel: lounge });
      return choices.map(({ value }) => String(value));
    },
    async online() {
      await discord.waitFor(() => isOnline(world), 10_000);
      // Stands there once the commands' ids are known, by which answers mention them.
      const key = `bot:commands:${guild.id}`;
      await expect.poll(() => world.crier.app.deps.storage.getMeta(key)).toBeTruthy();
    },
    async restart(changes = {}) {
      await world.crier.app.stop();
      earlier.push(...world.crier.log);
      world.crier = await startTestApp({ ...options, ...changes, dir: first.dir });
      await world.online();
    },
  };
  worlds.push(world);
  if (before === undefined) await world.online();
  return world;
}

function isOnline({ crier, discord, guild }: BotWorld): boolean {
  return crier.app.bot?.state === 'online' && discord.bot.commands(guild.id).length > 0;
}

afterEach(async () => {
  const ended = worlds.splice(0);
  for (const { crier, discord } of ended) {
    await crier.stop();
    await discord.stop();
    rmSync(crier.dir, { recursive: true, force: true });
  }
  for (const world of ended) {
    expect(world.discord.violations.filter(({ rule }) => !world.mayBreak.includes(rule))).toEqual([]);
    expect(secretsTold(world)).toEqual([]);
  }
});
