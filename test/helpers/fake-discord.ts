import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Api, type Result } from './fake-discord/api.ts';
import type { BotContent } from './fake-discord/bot/body.ts';
import type { BotCall } from './fake-discord/bot/bot-call.ts';
import { FakeBot } from './fake-discord/bot/fake-bot.ts';
import type { FakeGuild, GuildOptions } from './fake-discord/bot/guild.ts';
import { botDefaults } from './fake-discord/bot/options.ts';
import { type Call, parseCall } from './fake-discord/call.ts';
import { type Content, parseContent, readBytes } from './fake-discord/content.ts';
import { type FailureOptions, FailureRule, type Manner } from './fake-discord/failure.ts';
import { Journal } from './fake-discord/journal.ts';
import { isObject } from './fake-discord/json.ts';
import type { SavedMessage } from './fake-discord/message.ts';
import { defaults, type FakeDiscordOptions, type Settings } from './fake-discord/options.ts';
import { RateLimits } from './fake-discord/rate-limits.ts';
import { apiError, type Reply } from './fake-discord/reply.ts';
import type { FakeWebhook, WebhookOptions } from './fake-discord/webhook.ts';
import { cutMidBody, writeReply } from './fake-discord/write-reply.ts';

export { failure } from './fake-discord/failure.ts';
export type { FakeDiscordOptions } from './fake-discord/options.ts';

/** What is done with one request. */
interface Answer extends Partial<Result> {
  manner: Manner;
}

const send: Manner = { kind: 'send' };
const blocked = apiError(403, 40333, 'internal network error');

/**
 * A real HTTP server that keeps Discord's rules for webhooks, for tests, benches and demos. Nothing is sent anywhere.
 */
export class FakeDiscord {
  readonly #settings: Settings;
  readonly #api: Api;
  readonly #journal: Journal;
  readonly #limits: RateLimits;
  #rules: FailureRule[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  /** The bot's side: what a real client logs in to. */
  readonly bot: FakeBot;
  #port: number;

  constructor(options: FakeDiscordOptions = {}) {
    this.#settings = { ...defaults, ...options };
    const { clock, webhookLimit, channelLimit, globalLimit, record, validate, bot } = this.#settings;
    this.#api = new Api({ clock, record, validate, gatewayUrl: () => this.origin.replace('http', 'ws') });
    this.#journal = new Journal(record);
    this.#limits = new RateLimits({ webhook: webhookLimit, channel: channelLimit, global: globalLimit }, clock);
    this.#port = this.#settings.port;
    const world = { settings: { ...botDefaults, ...bot }, clock, api: this.#api, origin: () => this.origin };
    this.bot = new FakeBot({ ...world, note: (rule, detail) => this.#journal.note(rule, detail) }, this.#server);
    // The server must never hang up of its own accord: a client would see that as a lost answer.
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
    this.#server.headersTimeout = 0;
  }

  /** `http://127.0.0.1:PORT` */
  get origin(): string {
    return `http://${this.#settings.host}:${this.#port}`;
  }

  /** What a sender puts before `/webhooks/…`. */
  get apiBase(): string {
    return `${this.origin}/api/v10`;
  }

  get requests() {
    return this.#journal.requests;
  }

  /** Whom the saved messages notified; messages that notified nobody are left out. */
  get pings() {
    return this.#journal.pings;
  }

  /** What Discord allowed and yet should not be done. */
  get violations() {
    return this.#journal.violations;
  }

  /** 429s by scope. */
  get rateLimited() {
    return this.#journal.rateLimited;
  }

  /** Requests that count towards a ban by Cloudflare. */
  get invalidRequests(): number {
    return this.#journal.invalidRequests;
  }

  get totals() {
    return this.#journal.totals;
  }

  get inFlight(): number {
    return this.#journal.inFlight;
  }

  get mostInFlight(): number {
    return this.#journal.mostInFlight;
  }

  /** Adds a webhook; its `url` is what a person would paste. */
  addWebhook(options: WebhookOptions = {}): FakeWebhook {
    return this.#api.addWebhook(options, this.origin);
  }

  deleteWebhook(id: string): void {
    this.#api.webhooks.delete(id);
  }

  /** Adds a guild that the bot is in. */
  addGuild(options: GuildOptions = {}): FakeGuild {
    return this.bot.world.addGuild(options);
  }

  /** What Discord saved, in order, deleted ones included. */
  messages(webhookId?: string): readonly SavedMessage[] {
    const { messages } = this.#api;
    return webhookId === undefined ? messages : messages.filter((message) => message.webhookId === webhookId);
  }

  /** How many requests fit all that is given, such as `{ status: 429 }`. */
  count(filter: Parameters<Journal['count']>[0] = {}): number {
    return this.#journal.count(filter);
  }

  /** Listens; the returned function ends it. */
  on: Journal['on'] = (name, listener) => this.#journal.on(name, listener);

  /** Waits until `predicate` holds, whatever it is about. Rejects after `timeoutMs` of real time. */
  waitFor(predicate: () => boolean, timeoutMs = 30_000): Promise<void> {
    return this.#journal.waitFor(predicate, timeoutMs);
  }

  /** Makes requests fail. Of several failures that fit, the one asked for first strikes. */
  fail(options: FailureOptions): FailureRule {
    const rule = new FailureRule(options);
    this.#rules.push(rule);
    return rule;
  }

  clearFailures(): void {
    this.#rules = [];
  }

  /** Listens again, on the same port. */
  async up(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, this.#settings.host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const address = this.#server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
  }

  /** Closes every connection and the port: further connections are refused. */
  async down(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
      this.bot.drop();
    });
  }

  stop(): Promise<void> {
    return this.down();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = this.bot.parse(request) ?? parseCall(request.method ?? '', request.url ?? '');
    const at = this.#settings.clock.now();
    let isSettled = false;
    const settle = (reply: Reply | undefined, message: SavedMessage | undefined) => {
      if (isSettled) return;
      isSettled = true;
      this.#journal.settled(call, at, reply, message);
    };
    let message: SavedMessage | undefined;
    response.on('close', () => {
      this.#journal.left();
      settle(undefined, message);
    });
    this.#journal.arrived();

    const cut = this.#rules.find((rule) => isCutBefore(rule) && !rule.needsBody && rule.fits(call, undefined));
    if (cut) {
      cut.use();
      response.destroy();
      return;
    }
    const answer = await this.#answer(call, request).catch(() => undefined);
    if (!answer) return;
    message = answer.message;
    if (message) this.#journal.saved(message, call);
    this.#write(response, answer, (reply) => settle(reply, message));
  }

  async #answer(call: Call | BotCall, request: IncomingMessage): Promise<Answer> {
    const bytes = await readBytes(request);
    const agent = request.headers['user-agent'] ?? '';
    if (this.#settings.requireUserAgent && !agent.startsWith('DiscordBot (')) return { reply: blocked, manner: send };
    if ('params' in call) return this.#treatBot(call, await this.bot.read(request, bytes));
    if (call.method !== 'POST' && call.method !== 'PATCH') return this.#treat(call, undefined);
    return this.#treat(
      call,
      await parseContent(request.headers['content-type'], bytes, {
        keepText: this.#settings.record,
        legacy: call.legacy,
      }),
    );
  }

  /** Failures at the edge, the limits, other failures, then the API: the order in which a request meets them. */
  #treat(call: Call, parsed: { content: Content } | { refusal: Reply } | undefined): Answer {
    const content = parsed && 'content' in parsed ? parsed.content : undefined;
    this.#journal.check(call, content?.body);
    const rule = this.#rules.find((candidate) => candidate.fits(call, content?.body));
    if (rule?.failure.atEdge) {
      const { reply, manner = send } = rule.use();
      return { ...(reply && { reply: reply(call) }), manner };
    }
    const tooMany = this.#limits.admitGlobally(call.legacy);
    if (tooMany) return { reply: tooMany, manner: send };
    if (call.token === undefined) return { ...this.#api.handle(call, content), manner: send };

    const channelId = this.#api.webhooks.get(call.webhookId ?? '')?.channelId;
    const { headers, refusal } = this.#limits.admit(call, channelId);
    const withHeaders = (reply: Reply): Reply => ({ ...reply, headers: { ...headers, ...reply.headers } });
    if (refusal) return { reply: withHeaders(refusal), manner: send };

    const { reply, manner = send } = rule?.use() ?? {};
    if (reply) return { reply: withHeaders(reply(call)), manner };
    if (parsed && 'refusal' in parsed) return { reply: withHeaders(parsed.refusal), manner };
    const result = this.#api.handle(call, content);
    return { ...result, reply: withHeaders(result.reply), manner };
  }

  #treatBot(call: BotCall, content: BotContent): Answer {
    const rule = this.#rules.find((candidate) =>
      candidate.fits(call, isObject(content.body) ? content.body : undefined),
    );
    const { reply, manner = send, atEdge } = rule?.use() ?? {};
    if (reply || atEdge) return { ...(reply && { reply: reply(call) }), manner };
    return { reply: this.bot.handle(call, content), manner };
  }

  #write(response: ServerResponse, { reply, manner }: Answer, settle: (reply: Reply | undefined) => void): void {
    if (manner.kind === 'slow') {
      const cancel = this.#settings.clock.after(manner.ms, () => {
        settle(reply);
        if (reply) writeReply(response, reply);
      });
      response.on('close', cancel);
      return;
    }
    settle(manner.kind === 'send' ? reply : undefined);
    if (manner.kind === 'cut') response.destroy();
    else if (manner.kind === 'cut-mid-body') cutMidBody(response, reply);
    else if (manner.kind === 'send' && reply) writeReply(response, reply);
  }
}

function isCutBefore(rule: FailureRule): boolean {
  return rule.failure.atEdge === true && rule.failure.manner?.kind === 'cut';
}

/** Starts a fake Discord; end it with `stop`. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const discord = new FakeDiscord(options);
  await discord.up();
  return discord;
}
