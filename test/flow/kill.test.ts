import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';

const kills = 20;
const lanes = ['transactions', 'gifting', 'errors'] as const;
const main = new URL('../../src/start.js', import.meta.url).pathname;
const key = 'crier_test_key_for_the_kill_test';

let discord: FakeDiscord;
let dir: string;
let child: ChildProcess | undefined;

afterEach(async () => {
  child?.kill('SIGKILL');
  await discord.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** mulberry32: the same moments in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Starts the service as an operator does, and resolves with its URL when it says that it runs. */
async function start(urls: Record<string, string>): Promise<string> {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (/^(CRIER_|DISCORD_|DATABASE_URL)/.test(name)) delete env[name];
  const started = spawn(process.execPath, [main], {
    cwd: dir,
    env: {
      ...env,
      CRIER_PORT: '0',
      CRIER_API_KEY: key,
      DATABASE_URL: `sqlite:${join(dir, 'crier.db')}`,
      DISCORD_API_BASE: discord.apiBase,
      DISCORD_CHANNEL_LIMIT: 'off',
      DISCORD_GLOBAL_LIMIT: 'off',
      ...urls,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const url = /Preview\s+(http:\S+)\/preview/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    };
    started.stdout?.on('data', read);
    started.stderr?.on('data', read);
    started.on('exit', () => reject(new Error(`the service ended before it ran:\n${output}`)));
  });
}

test(`killed ${kills} times at random moments, every acknowledged event arrives, and at most one message per lane and kill repeats`, async () => {
  discord = await startFakeDiscord({
    webhookLimit: { count: 5, windowMs: 100 },
    channelLimit: null,
    globalLimit: null,
  });
  dir = mkdtempSync(join(tmpdir(), 'crier-kill-'));
  const hooks = lanes.map((lane) => ({ lane, webhook: discord.addWebhook({ name: lane }) }));
  const urls = Object.fromEntries(
    hooks.map(({ lane, webhook }) => [`DISCORD_WEBHOOK_${lane.toUpperCase()}`, webhook.url]),
  );
  const random = seeded(42);
  const acknowledged: string[] = [];
  let posted = 0;

  /** Posting is faster than delivering; what is still to come must not grow without end. */
  const backlog = () => acknowledged.length - discord.totals.embeds;

  async function postUntilDead(url: string): Promise<void> {
    for (;;) {
      if (backlog() > 200) await discord.waitFor(() => backlog() <= 200, 20_000);
      const events = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
        posted += 1;
        const category = lanes[posted % lanes.length];
        return { type: 'kill.test', category, player: { name: `e${posted}` } };
      });
      try {
        const response = await fetch(`${url}/v1/events`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify(events),
        });
        if (response.status === 202) acknowledged.push(...events.map(({ player }) => player.name));
      } catch {
        // Killed: what was under way is not acknowledged.
        return;
      }
    }
  }

  for (let round = 0; round < kills; round += 1) {
    const url = await start(urls);
    const posters = [postUntilDead(url), postUntilDead(url)];
    const goal = discord.totals.requests + Math.ceil(random() * 24);
    await discord.waitFor(() => discord.totals.requests >= goal, 20_000);
    child?.removeAllListeners('exit');
    child?.kill('SIGKILL');
    if (child !== undefined && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await Promise.all(posters);
  }

  await start(urls);
  const arrived = () => discord.messages().flatMap(({ body }) => playersOf(body));
  await discord.waitFor(() => {
    const seen = new Set(arrived());
    return acknowledged.every((name) => seen.has(name));
  }, 60_000);

  let repeats = 0;
  for (const { webhook } of hooks) {
    const seen = new Set<string>();
    for (const { body } of discord.messages(webhook.id)) {
      const players = playersOf(body);
      if (players.some((player) => seen.has(player))) repeats += 1;
      for (const player of players) seen.add(player);
    }
  }
  process.stdout.write(
    `kill test: ${acknowledged.length} of ${posted} events acknowledged, all arrived; ${repeats} messages repeated in ${kills} kills of ${lanes.length} lanes\n`,
  );
  expect(acknowledged.length).toBeGreaterThan(kills);
  expect(repeats).toBeLessThanOrEqual(kills * lanes.length);
  expect(discord.count({ status: 429 })).toBe(0);
}, 240_000);

function playersOf(body: unknown): string[] {
  const { embeds = [] } = body as { embeds?: { author?: { name?: string } }[] };
  return embeds.flatMap(({ author }) => (author?.name === undefined ? [] : [author.name]));
}
