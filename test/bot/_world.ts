import { afterEach } from 'vitest';
import type { FakeChannel, FakeGuild } from '../helpers/fake-discord/bot/guild.ts';
import type { FakeInteraction } from '../helpers/fake-discord/bot/interaction.ts';
import type { FakeMessage } from '../helpers/fake-discord/bot/message.ts';
import type { Who } from '../helpers/fake-discord/bot/person.ts';
import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../helpers/start-app.ts';

export interface BotWorld {
  discord: FakeDiscord;
  crier: TestApp;
  guild: FakeGuild;
  /** Where people type. */
  lounge: FakeChannel;
  sales: FakeChannel;
  /** A person with Manage Server runs a command. */
  run(words: string, inputs?: Record<string, string | boolean>, who?: Who): Promise<FakeInteraction>;
  press(message: FakeMessage, label: string, who?: Who): Promise<FakeInteraction>;
  /** Stops Crier and starts it again on the same data. */
  restart(): Promise<void>;
}

export interface BotWorldOptions {
  app?: TestAppOptions;
  /** Whether the server is linked to the store `main`; default true. */
  isLinked?: boolean;
  /** Whether the default route leads into #sales; default true. */
  isRouted?: boolean;
}

const worlds: BotWorld[] = [];

/** A whole Crier whose bot, a real discord.js client, is logged in to the fake Discord. Ends with the test. */
export async function startBotWorld({
  app,
  isLinked = true,
  isRouted = true,
}: BotWorldOptions = {}): Promise<BotWorld> {
  const discord = await startFakeDiscord({ webhookLimit: null, channelLimit: null, globalLimit: null });
  const guild = discord.addGuild({ name: 'Frostvale' });
  const lounge = guild.addChannel({ name: 'lounge' });
  const sales = guild.addChannel({ name: 'sales' });
  const options: TestAppOptions = {
    apiBase: discord.apiBase,
    ...(isRouted && {
      routes: { default: discord.addWebhook({ name: 'all', channelId: sales.id, guildId: guild.id }).url },
    }),
    ...app,
    settings: {
      discord: { apiBase: discord.apiBase, channelLimit: undefined, globalLimit: undefined },
      bot: { token: discord.bot.token, guildId: isLinked ? guild.id : undefined },
      ...app?.settings,
    },
  };
  const world: BotWorld = {
    discord,
    guild,
    lounge,
    sales,
    crier: await startTestApp(options),
    run: (words, inputs = {}, who = {}) => discord.bot.run(guild, words, inputs, { channel: lounge, ...who }),
    press: (message, label, who = {}) => discord.bot.press(message, label, who),
    async restart() {
      const { dir } = world.crier;
      await world.crier.app.stop();
      world.crier = await startTestApp({ ...options, dir });
      await online(world);
    },
  };
  worlds.push(world);
  await online(world);
  return world;
}

afterEach(async () => {
  for (const { crier, discord } of worlds.splice(0)) {
    await crier.stop();
    await discord.stop();
  }
});

async function online({ crier, discord, guild }: BotWorld): Promise<void> {
  const isReady = () => crier.app.bot?.state === 'online' && discord.bot.commands(guild.id).length > 0;
  await discord.waitFor(isReady, 10_000);
}

/** The text of a message: content, and all of its embeds. */
export function textOf({ body }: FakeMessage): string {
  const embeds = (Array.isArray(body['embeds']) ? body['embeds'] : []) as {
    title?: string;
    description?: string;
    fields?: { name: string; value: string }[];
    footer?: { text: string };
  }[];
  const parts = embeds.flatMap(({ title, description, fields = [], footer }) => [
    title,
    description,
    ...fields.map(({ name, value }) => `${name}: ${value}`),
    footer?.text,
  ]);
  return [body['content'], ...parts].filter((part) => typeof part === 'string' && part !== '').join('\n');
}
