import { afterEach } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from '../fake-discord.ts';

// What the tests of the fake itself have in common: a fake with a clock that stands still, and a plain HTTP client.

const started: FakeDiscord[] = [];

export async function start(options: FakeDiscordOptions = {}) {
  const clock = new FakeClock();
  const discord = await startFakeDiscord({ clock, ...options });
  started.push(discord);
  const webhook = discord.addWebhook();
  return { clock, discord, webhook };
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((discord) => discord.stop()));
});

export interface Sent {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are compared with literals.
  body: any;
}

export const userAgent = { 'User-Agent': 'DiscordBot (https://example.com, 1.0)' };

export async function call(url: string, init: RequestInit = {}): Promise<Sent> {
  const response = await fetch(url, { ...init, headers: { ...userAgent, ...init.headers } });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** The versioned form of a webhook's URL. */
export const v10 = (url: string) => url.replace('/api/', '/api/v10/');
export const json = { 'Content-Type': 'application/json' };

export function send(method: string, url: string, body: unknown): Promise<Sent> {
  return call(url, { method, headers: json, body: JSON.stringify(body) });
}

export function post(webhook: { url: string }, body: unknown, query = '?wait=true'): Promise<Sent> {
  return send('POST', v10(webhook.url) + query, body);
}

export const noLimits = { webhookLimit: null, channelLimit: null, globalLimit: null };
export const quiet = { allowed_mentions: { parse: [] } };
