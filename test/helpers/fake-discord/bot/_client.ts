import 'undici';
import { Client, GatewayIntentBits, type GatewayIntentsString, type RESTOptions } from 'discord.js';
import { afterEach } from 'vitest';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from '../../fake-discord.ts';

// What the tests of the bot's side have in common: a fake and a real client of discord.js that is logged in to it.

const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

export async function startBotWorld(options: FakeDiscordOptions = {}) {
  const discord = await startFakeDiscord(options);
  endings.push(() => discord.stop());
  const guild = discord.addGuild({ name: 'Frostvale', locale: 'en-US' });
  const channel = guild.addChannel({ name: 'sales' });
  return { discord, guild, channel };
}

/**
 * Where undici 8 is loaded before Node's own fetch is touched, as here, the global dispatcher is undici 8's, and it
 * refuses the files of @discordjs/rest ("body must be a FormData created by this undici package instance"). Node's own
 * fetch sends them in any case.
 */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const response = await fetch(url, init as unknown as RequestInit);
  return response as Awaited<ReturnType<RESTOptions['makeRequest']>>;
};

/** Not logged in yet. */
export function makeClient(discord: FakeDiscord, intents: GatewayIntentsString[] = ['Guilds']): Client<true> {
  const client = new Client({
    intents: intents.map((name) => GatewayIntentBits[name]),
    rest: { api: `${discord.origin}/api`, makeRequest },
    waitGuildTimeout: 300,
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => undefined }) },
  });
  endings.push(() => client.destroy());
  // What tests ask of it, they ask after `logIn`.
  return client as Client<true>;
}

export async function logIn(discord: FakeDiscord, client = makeClient(discord)): Promise<Client<true>> {
  const ready = new Promise<void>((resolve) => client.once('clientReady', () => resolve()));
  await client.login(discord.bot.token);
  await ready;
  return client;
}
