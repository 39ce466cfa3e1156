import type { CheckResult, Destination, KindDeps, LimitUse } from '../../model/destination.ts';
import type { Outcome } from '../../model/outcome.ts';
import { type ErrorCodes, errorCodes } from './error-codes.ts';
import { type GateLimits, Gates, type Passage } from './gates.ts';
import { DiscordHttp, type DiscordRequest, type Exchange } from './http.ts';
import { type DiscordAnswer, readAnswer } from './read-answer.ts';

/** Discord: Rate Limits advises no figure; a little more than told keeps rounding from biting. */
const jitterMs = 250;

const firstBlockMs = 5 * 60_000;
const longestBlockMs = 60 * 60_000;

export interface TrafficOptions {
  limits: GateLimits;
  /** What those are called whose answers tell a limit; for status pages. */
  gateName: string;
  /** What Discord's codes mean to this kind; default: what they mean to a webhook. */
  codes?: ErrorCodes;
  /** What an outcome means to this kind, where that is something else. */
  interpret?(outcome: Outcome): Outcome;
}

/** What a request that posts nothing came to. */
export interface Asked {
  outcome: Outcome;
  /** Undefined where none came. */
  answer: DiscordAnswer | undefined;
}

/**
 * All requests of one kind to Discord: each waits for its limits, and what its answer tells is learnt for the next.
 * Every kind keeps limits of its own: Discord counts webhooks by the machine's address, bots by their token
 * (Discord: Rate Limits, "Global Rate Limit").
 */
export class Traffic {
  readonly #options: TrafficOptions;
  readonly #random: () => number;
  readonly #gates: Gates;
  readonly #http: DiscordHttp;
  /** What was reserved for the next message of a destination. */
  readonly #reserved = new Map<string, Passage>();
  #blocks = 0;

  constructor({ clock, random, version }: Pick<KindDeps, 'clock' | 'random' | 'version'>, options: TrafficOptions) {
    this.#options = options;
    this.#random = random;
    this.#gates = new Gates(clock, options.limits, options.gateName);
    this.#http = new DiscordHttp(clock, version);
  }

  get inFlight(): number {
    return this.#http.inFlight;
  }

  /** Waits for the limits and reserves a message; `send` or `leave` follows. False when `signal` aborts first. */
  async enter({ id }: Destination, passage: Passage, signal: AbortSignal): Promise<boolean> {
    if (!(await this.#gates.enter(passage, signal))) return false;
    this.#reserved.set(id, passage);
    return true;
  }

  leave({ id }: Destination): void {
    this.#end(id, undefined, false);
  }

  /** Posts a message that `enter` has let in. */
  async send(destination: Destination, passage: Passage, request: Omit<DiscordRequest, 'method'>): Promise<Outcome> {
    const exchange = await this.#http.exchange({ ...request, method: 'POST' });
    const outcome = this.#outcomeOf(exchange);
    this.#end(destination.id, exchange, exchange.kind !== 'not sent');
    this.#learn(outcome, passage);
    if (outcome.kind !== 'delivered') return outcome;
    return {
      ...outcome,
      messageUrl: messageUrl(outcome, destination),
      limit: this.#newLimit(destination, passage),
    };
  }

  /**
   * A request that posts nothing, by a limit of its own.
   *
   * @param what tells that limit from others of the same passage.
   * @returns undefined when `signal` aborts before it was let in.
   */
  async ask(what: string, passage: Passage, request: DiscordRequest, signal: AbortSignal): Promise<Asked | undefined> {
    const own = { webhook: `${what} ${passage.webhook}`, channel: undefined };
    if (!(await this.#gates.enter(own, signal))) return undefined;
    const exchange = await this.#http.exchange(request, signal);
    this.#gates.leave(own, exchange.kind === 'answered' ? exchange.answer.headers : undefined);
    const outcome = this.#outcomeOf(exchange);
    this.#learn(outcome, passage);
    return { outcome, answer: exchange.kind === 'answered' ? exchange.answer : undefined };
  }

  /** Asks whether a destination is there. @param read reads what tells of it. */
  async check(
    passage: Passage,
    request: Omit<DiscordRequest, 'method'>,
    signal: AbortSignal,
    read: (body: string) => CheckResult,
  ): Promise<CheckResult> {
    const asked = await this.ask('check', passage, { ...request, method: 'GET' }, signal);
    if (asked === undefined) return { result: 'unknown', reason: 'stopping' };
    const { outcome, answer } = asked;
    if (outcome.kind === 'delivered') return read(answer?.body ?? '');
    if (outcome.kind === 'gone') return { result: 'bad', reason: outcome.reason, code: outcome.code };
    return { result: 'unknown', reason: outcome.reason };
  }

  use(passage: Passage): LimitUse {
    const { parts, closedForMs, cause } = this.#gates.use(passage);
    const invalid = this.#gates.invalid.isSlow()
      ? [`slowed down: ${this.#gates.invalid.count()} bad answers in 10 min, Discord bans at 10000`]
      : [];
    return {
      used: Math.max(0, ...parts.map(({ used, limit }) => used / limit)),
      text: [...parts.map(({ name, used, limit }) => `${name} ${used} of ${limit}`), ...invalid].join(', '),
      closedForMs,
      ...(cause === undefined ? {} : { cause }),
    };
  }

  /** A message that an earlier process has sent `agoMs` ago. */
  recall({ facts }: Destination, passage: Passage, agoMs: number): void {
    this.#gates.recall(passage, agoMs, facts.limit);
  }

  /** The message that was sent just now went into this channel, which was not known when it was let in. */
  remember(channel: string): void {
    this.#gates.remember(channel, 0);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #outcomeOf(exchange: Exchange): Outcome {
    if (exchange.kind === 'not sent') return { kind: 'retry', reason: exchange.reason };
    if (exchange.kind === 'no answer') return { kind: 'uncertain', reason: exchange.reason };
    const outcome = readAnswer(exchange.answer, this.#blockMs(), this.#options.codes ?? errorCodes);
    // 404 without a code of Discord's own comes from something in between, which says nothing of the destination.
    if (outcome.kind === 'gone' && outcome.statusCode === 404 && outcome.code === undefined) {
      return { ...outcome, kind: 'retry' };
    }
    return this.#options.interpret?.(outcome) ?? outcome;
  }

  #end(id: string, exchange: Exchange | undefined, counts: boolean): void {
    const passage = this.#reserved.get(id);
    if (passage === undefined) return;
    this.#reserved.delete(id);
    this.#gates.leave(passage, exchange?.kind === 'answered' ? exchange.answer.headers : undefined, counts);
  }

  /** Turns what an answer told into closed gates. */
  #learn(outcome: Outcome, { webhook, channel }: Passage): void {
    const isInvalid = outcome.statusCode === 401 || outcome.statusCode === 403 || outcome.statusCode === 429;
    if (isInvalid && !(outcome.kind === 'rate_limited' && outcome.scope === 'shared')) this.#gates.invalid.add();
    if (outcome.kind === 'delivered') this.#blocks = 0;
    if (outcome.kind !== 'rate_limited') return;
    const delayMs = outcome.afterMs + jitterMs * this.#random();
    if (outcome.scope === 'cloudflare') this.#blocks += 1;
    if (outcome.scope === 'cloudflare' || outcome.scope === 'global') this.#gates.closeAll(delayMs, outcome.reason);
    else if (outcome.scope === 'shared' && channel !== undefined) {
      this.#gates.closeChannel(channel, delayMs, outcome.reason);
    } else this.#gates.closeWebhook(webhook, delayMs, outcome.reason);
  }

  /** The limit that the answers tell, where it differs from the one that is kept: after a restart it is needed at once. */
  #newLimit({ facts }: Destination, { webhook }: Passage): { count: number; windowMs: number } | undefined {
    const limit = this.#gates.webhook(webhook).limit();
    if (limit === undefined || facts.limit?.count !== limit.count) return limit;
    const isAlike = Math.abs(facts.limit.windowMs - limit.windowMs) <= facts.limit.windowMs / 4;
    return isAlike ? undefined : limit;
  }

  #blockMs(): number {
    return Math.min(longestBlockMs, firstBlockMs * 2 ** this.#blocks);
  }
}

function messageUrl(outcome: Extract<Outcome, { kind: 'delivered' }>, { facts }: Destination): string | undefined {
  const channel = outcome.channelId ?? facts.channelId;
  if (facts.guildId === undefined || channel === undefined || outcome.messageId === undefined) return undefined;
  return `https://discord.com/channels/${facts.guildId}/${channel}/${outcome.messageId}`;
}
