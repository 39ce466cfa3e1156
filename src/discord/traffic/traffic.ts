import type { Limit } from '../../lib/limit.ts';
import type { Destination } from '../../model/destination.ts';
import type { CheckResult, KindDeps, Limiter, LimitUse } from '../../model/destination-kind.ts';
import type { EditTarget, MessageFile } from '../../model/message.ts';
import type { Outcome } from '../../model/outcome.ts';
import { longestBlockMs } from './believed-wait.ts';
import { type ErrorCodes, editErrorCodes, errorCodes } from './error-codes.ts';
import { DiscordHttp, type DiscordRequest, type Exchange } from './http.ts';
import { loadFiles, type ReadKept } from './load-files.ts';
import { type LimitKeys, type Limits, RateLimiter } from './rate-limiter.ts';
import { type DiscordAnswer, readAnswer } from './read-answer.ts';
import { believed, messageUrl, notFromDiscord } from './sent-message.ts';

/** Discord: Rate Limits advises no figure; a little more than told keeps rounding from biting. */
const jitterMs = 250;

const firstBlockMs = 5 * 60_000;

export interface TrafficOptions {
  limits: Limits;
  /** The name of those whose answers tell a limit; for status pages. */
  bucketName: string;
  /** The limits that a new message for a destination counts for. */
  keysOf(destination: Destination): LimitKeys;
  /** The meaning of Discord's codes to this kind; default: their meaning to a webhook. */
  codes?: ErrorCodes;
  /** The meaning of an outcome to this kind, where that is something else. */
  interpret?(outcome: Outcome): Outcome;
}

/** A message to post, or the new form of one. */
export interface NewMessage extends Omit<DiscordRequest, 'method' | 'files'> {
  files: readonly MessageFile[];
  /** The meaning of Discord's codes to this message, where that is not their meaning to the kind. */
  codes?: ErrorCodes | undefined;
}

/** The end of a request that makes no message. */
export interface RequestResult {
  outcome: Outcome;
  /** Undefined where none came. */
  answer: DiscordAnswer | undefined;
}

/**
 * All requests of one kind to Discord: each waits for its limits, and what its answer tells is learnt for the next.
 * Every kind keeps limits of its own: Discord counts webhooks by the machine's address, bots by their token
 * (Discord: Rate Limits, "Global Rate Limit").
 */
export class Traffic implements Limiter {
  readonly #options: TrafficOptions;
  readonly #random: () => number;
  readonly #readKept: ReadKept;
  readonly #limiter: RateLimiter;
  readonly #http: DiscordHttp;
  readonly #codes: ErrorCodes;
  readonly #editCodes: ErrorCodes;
  /** By destination, for its next request. */
  readonly #reserved = new Map<string, LimitKeys>();
  #blocks = 0;

  constructor(
    { clock, random, version, files, discord }: Pick<KindDeps, 'clock' | 'random' | 'version' | 'files' | 'discord'>,
    options: TrafficOptions,
  ) {
    this.#options = options;
    this.#random = random;
    this.#readKept = (id) => files.read(id);
    this.#limiter = new RateLimiter(clock, options.limits, options.bucketName);
    this.#http = new DiscordHttp(clock, version, discord.proxy);
    this.#codes = options.codes ?? errorCodes;
    this.#editCodes = { ...this.#codes, ...editErrorCodes };
  }

  get inFlight(): number {
    return this.#http.inFlight;
  }

  async enter(destination: Destination, signal: AbortSignal, target?: EditTarget): Promise<boolean> {
    const keys = this.#keys(destination, target);
    if (!(await this.#limiter.enter(keys, signal))) return false;
    this.#reserved.set(destination.id, keys);
    return true;
  }

  leave({ id }: Destination): void {
    this.#end(id, undefined, false);
  }

  /** Posts a message that `enter` has let in, or edits one. */
  async send(
    destination: Destination,
    { files, codes = this.#codes, ...request }: NewMessage,
    target: EditTarget | undefined,
  ): Promise<Outcome> {
    const loaded = await loadFiles(files, this.#readKept);
    if ('outcome' in loaded) {
      this.leave(destination);
      return loaded.outcome;
    }
    const keys = this.#keys(destination, target);
    const method = target === undefined ? 'POST' : 'PATCH';
    const exchange = await this.#http.exchange({ ...request, method, files: loaded.files });
    const outcome = believed(exchange, this.#outcomeOf(exchange, target === undefined ? codes : this.#editCodes));
    this.#end(destination.id, exchange, exchange.kind !== 'not sent');
    this.#learn(outcome, keys);
    if (outcome.kind !== 'delivered') return outcome;
    return {
      ...outcome,
      messageUrl: messageUrl(outcome, destination),
      limit: target === undefined ? this.#newLimit(destination, keys) : undefined,
    };
  }

  /**
   * A request about a message that was sent, outside of the lane.
   *
   * @returns undefined when `signal` aborts before it was let in.
   */
  async edit(
    destination: Destination,
    { files, ...request }: Omit<DiscordRequest, 'files'> & { files: readonly MessageFile[] },
    signal: AbortSignal,
  ): Promise<RequestResult | undefined> {
    const loaded = await loadFiles(files, this.#readKept);
    if ('outcome' in loaded) return { outcome: loaded.outcome, answer: undefined };
    const keys = keysOfMethod(request.method, this.#options.keysOf(destination));
    return this.#request(keys, { ...request, files: loaded.files }, signal, this.#editCodes);
  }

  /**
   * A request that is about no message, by a limit of its own.
   *
   * @param bucket the name of that limit.
   * @returns undefined when `signal` aborts before it was let in.
   */
  request(bucket: string, request: DiscordRequest, signal: AbortSignal): Promise<RequestResult | undefined> {
    return this.#request({ bucket, channel: undefined }, request, signal, this.#codes);
  }

  /** Asks for a destination. @param read reads the answer that tells of it. */
  async check(
    destination: Destination,
    request: Omit<DiscordRequest, 'method'>,
    signal: AbortSignal,
    read: (body: string) => CheckResult,
  ): Promise<CheckResult> {
    const { bucket } = this.#options.keysOf(destination);
    const result = await this.request(`check ${bucket}`, { ...request, method: 'GET' }, signal);
    if (result === undefined) return { result: 'unknown', reason: 'stopping' };
    const { outcome, answer } = result;
    if (outcome.kind === 'delivered') return read(answer?.body ?? '');
    if (outcome.kind === 'gone') return { result: 'bad', reason: outcome.reason, code: outcome.code };
    return { result: 'unknown', reason: outcome.reason };
  }

  use(destination: Destination): LimitUse {
    const { parts, closedForMs, cause } = this.#limiter.use(this.#options.keysOf(destination));
    const invalid = this.#limiter.invalid.isSlow()
      ? [`slowed down: ${this.#limiter.invalid.count()} bad answers in 10 min, Discord bans at 10000`]
      : [];
    return {
      used: Math.max(0, ...parts.map(({ used, limit }) => used / limit)),
      text: [...parts.map(({ name, used, limit }) => `${name} ${used} of ${limit}`), ...invalid].join(', '),
      closedForMs,
      ...(cause === undefined ? {} : { cause }),
    };
  }

  recall(destination: Destination, agoMs: number): void {
    this.#limiter.recall(this.#options.keysOf(destination), agoMs, destination.facts.limit);
  }

  /** The message that was sent just now went into this channel, which was not known when it was let in. */
  remember(channel: string): void {
    this.#limiter.remember(channel, 0);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #keys(destination: Destination, target: EditTarget | undefined): LimitKeys {
    const keys = this.#options.keysOf(destination);
    return target === undefined ? keys : keysOfMethod('PATCH', keys);
  }

  async #request(
    keys: LimitKeys,
    request: DiscordRequest,
    signal: AbortSignal,
    codes: ErrorCodes,
  ): Promise<RequestResult | undefined> {
    if (!(await this.#limiter.enter(keys, signal))) return undefined;
    const exchange = await this.#http.exchange(request, signal);
    this.#limiter.leave(keys, exchange.kind === 'answered' ? exchange.answer.headers : undefined);
    const outcome = this.#outcomeOf(exchange, codes);
    this.#learn(outcome, keys);
    return { outcome, answer: exchange.kind === 'answered' ? exchange.answer : undefined };
  }

  #outcomeOf(exchange: Exchange, codes: ErrorCodes): Outcome {
    if (exchange.kind === 'not sent') return { kind: 'retry', reason: exchange.reason };
    if (exchange.kind === 'no answer') return { kind: 'uncertain', reason: exchange.reason };
    const outcome = readAnswer(exchange.answer, this.#blockMs(), codes);
    // Without a code of Discord's own it comes from something in between, which says nothing of the destination.
    if (outcome.kind === 'gone' && outcome.code === undefined) {
      return { ...outcome, kind: 'retry', reason: notFromDiscord(outcome.statusCode) };
    }
    return this.#options.interpret?.(outcome) ?? outcome;
  }

  #end(id: string, exchange: Exchange | undefined, counts: boolean): void {
    const keys = this.#reserved.get(id);
    if (keys === undefined) return;
    this.#reserved.delete(id);
    this.#limiter.leave(keys, exchange?.kind === 'answered' ? exchange.answer.headers : undefined, counts);
  }

  /** Closes what an answer told to be closed. */
  #learn(outcome: Outcome, { bucket, channel }: LimitKeys): void {
    const isInvalid = outcome.statusCode === 401 || outcome.statusCode === 403 || outcome.statusCode === 429;
    if (isInvalid && !(outcome.kind === 'rate_limited' && outcome.scope === 'shared')) this.#limiter.invalid.add();
    if (outcome.kind === 'delivered') this.#blocks = 0;
    if (outcome.kind !== 'rate_limited') return;
    const delayMs = outcome.afterMs + jitterMs * this.#random();
    if (outcome.scope === 'cloudflare') this.#blocks += 1;
    if (outcome.scope === 'cloudflare' || outcome.scope === 'global') this.#limiter.closeAll(delayMs, outcome.reason);
    else if (outcome.scope === 'shared' && channel !== undefined) {
      this.#limiter.closeChannel(channel, delayMs, outcome.reason);
    } else this.#limiter.closeBucket(bucket, delayMs, outcome.reason);
  }

  /** The limit that the answers tell, where it differs from the one that is kept: after a restart it is needed at once. */
  #newLimit({ facts }: Destination, { bucket }: LimitKeys): Limit | undefined {
    const limit = this.#limiter.bucket(bucket).limit();
    if (limit === undefined || facts.limit?.count !== limit.count) return limit;
    const isAlike = Math.abs(facts.limit.windowMs - limit.windowMs) <= facts.limit.windowMs / 4;
    return isAlike ? undefined : limit;
  }

  #blockMs(): number {
    return Math.min(longestBlockMs, firstBlockMs * 2 ** this.#blocks);
  }
}

/** Discord limits each method by itself, and posts alone by their channel (Discord: Rate Limits). */
function keysOfMethod(method: string, { bucket }: LimitKeys): LimitKeys {
  return { bucket: `${method} ${bucket}`, channel: undefined };
}
