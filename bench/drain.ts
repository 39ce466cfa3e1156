import { type FakeDiscord, startFakeDiscord } from '../test/helpers/fake-discord.ts';
import type { Figure, Part } from './_figure.ts';
import {
  dropFolder,
  post,
  type Service,
  startCrier,
  startProcess,
  tempFolder,
  until,
  writeRoutes,
} from './_service.ts';

const sender = new URL('./_sender.ts', import.meta.url).pathname;
// Discord's usual limits in a tenth of the time.
const webhookLimit = { count: 5, windowMs: 200 };
const channelLimit = { count: 30, windowMs: 6_000 };
const perMessage = 10;

const startDiscord = () => startFakeDiscord({ webhookLimit, channelLimit, requireUserAgent: false });

/** When the last of so many messages may go, counted from the first, if each goes as soon as both limits allow. */
function idealSeconds(messages: number): number {
  const bursts = Math.ceil(messages / webhookLimit.count) - 1;
  const burstsPerWindow = channelLimit.count / webhookLimit.count;
  const windows = Math.floor(bursts / burstsPerWindow);
  return (windows * channelLimit.windowMs + (bursts % burstsPerWindow) * webhookLimit.windowMs) / 1_000;
}

/** From the first post to the last message saved. */
function secondsOf(discord: FakeDiscord): number {
  const first = discord.requests.find(({ method }) => method === 'POST')?.at ?? Number.NaN;
  return ((discord.messages().at(-1)?.timestamp ?? Number.NaN) - first) / 1_000;
}

const countDelivered = (discord: FakeDiscord) =>
  new Set(discord.messages().flatMap(({ body }) => authorsOf(body['embeds']))).size;

function authorsOf(embeds: unknown): string[] {
  const list: { author?: { name?: string } }[] = Array.isArray(embeds) ? embeds : [];
  return list.flatMap(({ author }) => author?.name ?? []);
}

async function startOn(discord: FakeDiscord, folder: string): Promise<Service> {
  return startCrier(folder, { DISCORD_API_BASE: discord.apiBase, DISCORD_CHANNEL_LIMIT: '30/6s' });
}

async function prepare(events: number): Promise<{ discord: FakeDiscord; folder: string; crier: Service }> {
  const discord = await startDiscord();
  const folder = tempFolder();
  writeRoutes(folder, { default: { webhook: discord.addWebhook().url } });
  const crier = await startOn(discord, folder);
  await post(
    crier,
    Array.from({ length: events }, (_, index) => ({
      type: 'payment.completed',
      player: { name: `Player ${index}` },
      amount: { value: '19.99', currency: 'EUR' },
    })),
  );
  return { discord, folder, crier };
}

async function drainCrier(events: number): Promise<Figure> {
  const { discord, folder, crier } = await prepare(events);
  await until(() => discord.totals.embeds >= events, 120_000, 'draining');
  await crier.kill();
  await discord.stop();
  dropFolder(folder);
  const ideal = idealSeconds(Math.ceil(events / perMessage));
  const seconds = secondsOf(discord);
  const ratio = ideal / seconds;
  const refused = discord.count({ status: 429 });
  return {
    what: `drain: Crier, ${events} events into one webhook`,
    value: `${(100 * ratio).toFixed(1)} % of the rate allowed (${seconds.toFixed(2)} s, ideal ${ideal.toFixed(1)}), ${refused} 429s`,
    target: 'at least 97 %, no 429; limits in a tenth of the time',
    isReached: ratio >= 0.97 && refused === 0,
  };
}

/** Killed when half has arrived, and started again. */
async function killCrier(events: number): Promise<Figure> {
  const { discord, folder, crier } = await prepare(events);
  await until(() => discord.totals.embeds >= events / 2, 120_000, 'the first half');
  await crier.kill();
  const again = await startOn(discord, folder);
  await until(() => countDelivered(discord) >= events, 120_000, 'the second half');
  await again.kill();
  await discord.stop();
  dropFolder(folder);
  const lost = events - countDelivered(discord);
  const repeated = discord.totals.embeds - events;
  return {
    what: '  killed half-way and started again',
    value: `${lost} of ${events} lost, ${repeated} repeated`,
    target: 'none lost, at most one message repeated',
    isReached: lost === 0 && repeated <= perMessage,
  };
}

async function drainLibrary(library: string, events: number): Promise<Figure> {
  const discord = await startDiscord();
  const child = startProcess([sender, library, discord.addWebhook().url, String(events)]);
  await until(() => child.exitCode !== null, 180_000, library);
  await discord.stop();
  const ideal = idealSeconds(events);
  return {
    what: `  ${library}, ${events} events, a message each`,
    value: `${countDelivered(discord)} delivered, ${discord.count({ status: 429 })} 429s, ${secondsOf(discord).toFixed(1)} s (ideal ${ideal.toFixed(1)})`,
    target: '',
  };
}

/** Killed when half of the events were tried. */
async function killLibrary(library: string, events: number): Promise<Figure> {
  const discord = await startDiscord();
  const child = startProcess([sender, library, discord.addWebhook().url, String(events)]);
  await until(() => discord.totals.requests >= events / 2, 60_000, library);
  child.kill('SIGKILL');
  await until(() => child.signalCode !== null, 10_000, 'the kill');
  await discord.stop();
  return {
    what: `  ${library}, killed half-way`,
    value: `${events - countDelivered(discord)} of ${events} lost`,
    target: '',
  };
}

/** A burst into one webhook: how near Crier comes to what the limits allow, and what libraries make of the same. */
const drain: Part = async ({ isQuick }) => {
  const events = isQuick ? 500 : 1_000;
  const single = isQuick ? 60 : 120;
  const alone = await drainCrier(events);
  // These wait most of the time and may share the machine.
  const beside = await Promise.all([
    killCrier(events),
    drainLibrary('discord.js', single),
    killLibrary('discord.js', single),
    drainLibrary('discord-webhook-node', single),
    killLibrary('discord-webhook-node', single),
  ]);
  return [alone, ...beside];
};

export default drain;
