import { expect, test } from 'vitest';
import { type FakeDiscord, failure } from '../helpers/fake-discord.ts';
import { needsOf } from '../helpers/needs-of.ts';
import { delivered, payment, playersIn } from './_events.ts';
import { textOf } from './_shown.ts';
import { type BotWorld, startBotWorld } from './_world.ts';

const login = { method: 'GET', route: '/gateway/bot' } as const;
const callback = { method: 'POST', route: '/interactions/{interaction}/{token}/callback' } as const;

/** Lines of the log from a level on: 40 warnings, 50 errors. */
function linesOf({ log }: BotWorld, from: number): string[] {
  return log
    .map((line) => JSON.parse(line) as { level: number; msg: string })
    .filter(({ level }) => level >= from)
    .map(({ msg }) => msg);
}

const isRefused =
  /^Discord refuses DISCORD_BOT_TOKEN: the bot stays off, everything else goes on\. Copy the token anew/;

test('a connection that breaks is taken up again, and what was asked meanwhile is answered', async () => {
  const { discord, run } = await startBotWorld();
  discord.bot.drop();
  const asked = await run('status');
  expect(textOf(asked.message)).toContain('All is well');
  expect(discord.bot).toMatchObject({ sessions: 1, resumes: 1 });
  discord.bot.reconnect();
  await discord.waitFor(() => discord.bot.resumes === 2);
  expect(textOf((await run('status')).message)).toContain('All is well');
});

test('a connection that has fallen silent is noticed and taken up again', async () => {
  const { discord, run } = await startBotWorld({ discord: { bot: { heartbeatIntervalMs: 400 } } });
  discord.bot.goSilent();
  await discord.waitFor(() => discord.bot.resumes === 1, 10_000);
  expect(textOf((await run('status')).message)).toContain('All is well');
});

test('while the connection is gone, status and metrics say so', async () => {
  const { discord, crier } = await startBotWorld();
  await discord.down();
  await expect.poll(() => crier.app.bot?.state, { timeout: 10_000 }).toBe('connecting');
  expect((await crier.request('GET', '/metrics')).body).toContain('crier_bot_online 0');
  await discord.up();
  await expect.poll(() => crier.app.bot?.state, { timeout: 15_000 }).toBe('online');
});

test('an invalid session begins anew, with the commands registered as they were', async () => {
  const world = await startBotWorld();
  const { discord, guild, run, crier } = world;
  discord.bot.invalidate(false);
  await discord.waitFor(() => discord.bot.sessions === 2, 15_000);
  await discord.waitFor(() => crier.app.bot?.state === 'online');
  const asked = await run('status');
  expect(textOf(asked.message)).toContain('All is well');
  expect(discord.bot.registrations(guild.id)).toBe(1);
  expect(asked.followUps).toEqual([]);
});

test('a refused token is told once, in words that say what to do, and events go on', async () => {
  const world = await startBotWorld({
    before: (discord) => {
      discord.bot.world.settings.token = `${'x'.repeat(24)}.abcdef.${'y'.repeat(38)}`;
    },
    app: { settings: { bot: { token: 'a-token-that-was-reset', guildId: undefined } } },
  });
  const { discord, crier, sales } = world;
  await discord.waitFor(() => crier.app.bot?.state === 'off');
  await delivered(world, payment('Steve'));
  expect(playersIn(world, sales.id)).toEqual(['Steve']);
  expect(linesOf(world, 40)).toEqual([expect.stringMatching(isRefused)]);
  expect(world.log.join('')).not.toContain('a-token-that-was-reset');
  expect(discord.count(login)).toBe(1);
});

test('a token that only the gateway refuses is told once as well', async () => {
  const world = await startBotWorld({
    before: (discord) => {
      const { origin } = discord;
      const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 };
      const body = { url: origin.replace('http', 'ws'), shards: 1, session_start_limit: limit };
      discord.fail({ ...login, with: failure.answer({ status: 200, body }) });
      discord.bot.world.settings.token = `${'x'.repeat(24)}.abcdef.${'y'.repeat(38)}`;
    },
    app: { settings: { bot: { token: 'a-token-that-was-reset', guildId: undefined } } },
  });
  await world.discord.waitFor(() => world.crier.app.bot?.state === 'off');
  await delivered(world, payment('Steve'));
  expect(linesOf(world, 50)).toEqual([expect.stringMatching(isRefused)]);
});

test('a token that is reset while the bot runs turns it off, and events go on', async () => {
  const world = await startBotWorld();
  const { discord, crier } = world;
  const { settings } = discord.bot.world;
  const { token } = settings;
  expect((await crier.request('GET', '/v1/status')).body.bot).toBe('online');
  settings.token = `${'x'.repeat(24)}.abcdef.${'y'.repeat(38)}`;
  discord.bot.reconnect();
  await discord.waitFor(() => crier.app.bot?.state === 'off', 10_000);
  const { body: status } = await crier.request('GET', '/v1/status');
  expect(status).toMatchObject({ bot: 'off', state: 'attention' });
  expect(needsOf(status)).toContain('the bot: it is off');
  expect((await crier.request('GET', '/metrics')).body).toContain('crier_bot_online 0');
  await delivered(world, payment('Steve'));
  expect(linesOf(world, 50)).toEqual([expect.stringMatching(isRefused)]);
  settings.token = token;
});

/** Discord's API is ill, its webhooks are not. */
const illAtStart = (discord: FakeDiscord) => void discord.fail({ ...login, with: failure.serverError(503) });

test('where Discord cannot be asked at the start, events go out, and the bot comes when it can', async () => {
  const world = await startBotWorld({ before: illAtStart });
  const { discord, crier, sales, run } = world;
  await delivered(world, payment('Steve'));
  expect(playersIn(world, sales.id)).toEqual(['Steve']);
  await expect
    .poll(() => linesOf(world, 40), { timeout: 10_000 })
    .toEqual(['the bot cannot log in yet, it tries again']);
  expect(crier.app.bot?.state).toBe('connecting');
  discord.clearFailures();
  await world.online();
  expect(textOf((await run('status')).message)).toContain('All is well');
});

test('where nothing of Discord answers at the start, Crier starts all the same', async () => {
  const world = await startBotWorld({ before: (discord) => discord.down() });
  const { discord, crier, run, sales } = world;
  await crier.post(payment('Steve'));
  await expect.poll(() => linesOf(world, 40)).toContain('the bot cannot log in yet, it tries again');
  await discord.up();
  await world.online();
  expect(textOf((await run('status')).message)).toContain('Frostvale');
  await expect.poll(() => playersIn(world, sales.id), { timeout: 10_000 }).toEqual(['Steve']);
});

test('it stops at once, also while it cannot log in', async () => {
  const world = await startBotWorld({ before: illAtStart });
  await expect.poll(() => linesOf(world, 40), { timeout: 10_000 }).toHaveLength(1);
  const asked = world.discord.count(login);
  const startedAt = performance.now();
  await world.crier.app.stop();
  world.crier.stop = async () => undefined;
  expect(performance.now() - startedAt).toBeLessThan(8_000);
  expect(world.discord.count(login)).toBe(asked);
});

test('an answer that Discord delays by a 429 comes all the same', async () => {
  const { discord, run } = await startBotWorld();
  const tooMany = { message: 'You are being rate limited.', retry_after: 0.2, global: false };
  const headers = { 'Retry-After': '1', 'X-RateLimit-Scope': 'user' };
  const rule = discord.fail({ ...callback, times: 1, with: failure.answer({ status: 429, headers, body: tooMany }) });
  const asked = await run('status');
  expect(rule.used).toBe(1);
  expect(textOf(asked.message)).toContain('All is well');
  const edit = { method: 'PATCH', route: '/webhooks/{app}/{token}/messages/{message}' } as const;
  const late = discord.fail({ ...edit, times: 1, with: failure.answer({ status: 429, headers, body: tooMany }) });
  expect(textOf((await run('status')).message)).toContain('All is well');
  expect(late.used).toBe(1);
});

test('an answer that Discord does not take is told as a mistake, and the log repeats nothing of it', async () => {
  const world = await startBotWorld();
  const { discord, run } = world;
  const edit = { method: 'PATCH', route: '/webhooks/{app}/{token}/messages/{message}' } as const;
  // discord.js tries four times.
  const rule = discord.fail({ ...edit, times: 4, with: failure.serverError(500) });
  expect(textOf((await run('status')).message)).toContain('Something went wrong inside Crier.');
  expect(rule.isSpent).toBe(true);
  const line = world.log.find((one) => one.includes('a slash command failed')) ?? '';
  expect(JSON.parse(line)).toMatchObject({ level: 50, err: { status: 500, method: 'PATCH' } });
  expect(line).not.toMatch(/requestBody|All is well|webhooks/);
});

test('an interaction that Discord knows no more ends one line of the log, and nothing else', async () => {
  const world = await startBotWorld({ discord: { bot: { deadlineMs: 1_000, answerTimeoutMs: 1_200 } } });
  const { discord, run } = world;
  const unknown = failure.answer({ status: 404, body: { code: 10062, message: 'Unknown interaction' } });
  discord.fail({ ...callback, times: 1, with: unknown });
  const lost = run('status');
  lost.catch(() => undefined);
  await expect.poll(() => linesOf(world, 40)).toEqual(['an interaction could not be answered']);
  expect(textOf((await run('status')).message)).toContain('All is well');
  world.mayBreak.push('late_answer');
  await expect(lost).rejects.toThrow('was not answered');
});
