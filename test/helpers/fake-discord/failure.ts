import type { Call, Route } from './call.ts';
import { parsePath } from './form.ts';
import type { JsonObject } from './json.ts';
import { apiError, invalidForm, type Reply, rateLimited } from './reply.ts';

/** How an answer goes out. `cut-mid-body`: half of the body, then the connection ends. */
export type Manner =
  | { kind: 'send' }
  | { kind: 'slow'; ms: number }
  | { kind: 'cut' }
  | { kind: 'cut-mid-body' }
  | { kind: 'hang' };

/** One way to go wrong; see `failure` for the usual ones. */
export interface Failure {
  /** Answered in place of the API. Absent: the request is treated as usual, unless it is stopped at the edge. */
  reply?: (call: Call) => Reply;
  /** It never reaches the API: no limit counts it, the answer has no rate limit headers, nothing is saved. */
  atEdge?: boolean;
  manner?: Manner;
  /** A condition of its own, besides `FailureOptions.when`. */
  appliesTo?: (body: JsonObject) => boolean;
}

export interface FailureOptions {
  with: Failure;
  /** Id of the only webhook it is for. */
  webhook?: string;
  /** The only method it is for. */
  method?: string;
  /** The only route it is for, such as `/channels/{channel}/messages`. */
  route?: Route;
  /** How often; without it, until cleared. */
  times?: number;
  /** Only for bodies that fit; then never for a request that carries none. */
  when?: (body: JsonObject) => boolean;
}

const errorPage = (status: number) =>
  `<html>\r\n<head><title>${status}</title></head>\r\n<body><center><h1>${status}</h1></center></body>\r\n</html>\r\n`;

const cutBefore: Failure = { atEdge: true, manner: { kind: 'cut' } };

/** Ready-made failures. */
export const failure = {
  /** Literally this answer; a missing `Content-Type` is added. */
  answer: (reply: Reply): Failure => ({ atEdge: true, reply: () => reply }),
  unknownWebhook: { reply: () => apiError(404, 10015, 'Unknown Webhook') } satisfies Failure,
  invalidToken: { reply: () => apiError(401, 50027, 'Invalid Webhook Token') } satisfies Failure,
  threadGone: { reply: () => apiError(404, 10003, 'Unknown Channel') } satisfies Failure,
  /** A proxy's page in HTML. */
  serverError: (status: 500 | 502 | 503 | 504 = 503): Failure => ({
    atEdge: true,
    reply: () => ({ status, headers: { 'Content-Type': 'text/html' }, body: errorPage(status) }),
  }),
  /** The ban of discord.md 3.5. */
  cloudflare1015: (retryAfterSeconds?: number): Failure => ({
    atEdge: true,
    reply: () => ({
      status: 429,
      headers: {
        'Content-Type': 'text/plain; charset=UTF-8',
        Server: 'cloudflare',
        ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      },
      body: 'error code: 1015',
    }),
  }),
  /** The older block of discord.md 3.5: JSON without any rate limit field. */
  cloudflareJson: {
    atEdge: true,
    reply: () => ({
      status: 429,
      body: {
        code: 0,
        message:
          'You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently. ' +
          'Please read our docs at https://discord.com/developers/docs/topics/rate-limits to prevent this moving forward.',
      },
    }),
  } satisfies Failure,
  global429: (seconds: number): Failure => ({
    atEdge: true,
    reply: (call) => rateLimited('global', seconds * 1000, call.legacy),
  }),
  /** With the headers of the webhook's own window. */
  shared429: (seconds: number): Failure => ({
    reply: (call) => rateLimited('shared', seconds * 1000, call.legacy),
  }),
  /** 50035 with an error at a path such as `embeds[3].title`. */
  refuse: (path: string, code: string, message: string): Failure => ({
    reply: (call) => invalidForm([{ path: parsePath(path), code, message }], call.legacy),
  }),
  refuseWithoutPath: { reply: () => apiError(400, 50035, 'Invalid Form Body') } satisfies Failure,
  /** Only for messages that have a `username`. */
  usernameRefused: {
    appliesTo: (body) => body['username'] !== undefined && body['username'] !== null,
    reply: (call) =>
      invalidForm(
        [{ path: ['username'], code: 'USERNAME_INVALID_CONTAINS', message: 'Username cannot contain "discord"' }],
        call.legacy,
      ),
  } satisfies Failure,
  /** The connection ends before anything is saved. */
  cutBefore,
  /** The same; for "all of Discord is gone" without closing the port (that is `FakeDiscord.down`). */
  down: cutBefore,
  /** The message is saved, then the connection ends without an answer. */
  cutAfter: { manner: { kind: 'cut' } } satisfies Failure,
  /** The message is saved and half of the answer's body sent; without a body, nothing. */
  cutMidBody: { manner: { kind: 'cut-mid-body' } } satisfies Failure,
  /** The message is saved at once, the answer comes after `ms` of the clock. */
  slow: (ms: number): Failure => ({ manner: { kind: 'slow', ms } }),
  /** Nothing is saved and no answer ever comes. */
  hang: { atEdge: true, manner: { kind: 'hang' } } satisfies Failure,
} as const;

/** A failure that was asked for. */
export class FailureRule {
  readonly #options: FailureOptions;
  #left: number;
  /** How often it struck. */
  used = 0;

  constructor(options: FailureOptions) {
    this.#options = options;
    this.#left = options.times ?? Number.POSITIVE_INFINITY;
  }

  /** It strikes no more. */
  clear(): void {
    this.#left = 0;
  }

  get failure(): Failure {
    return this.#options.with;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  get needsBody(): boolean {
    return this.#options.when !== undefined || this.failure.appliesTo !== undefined;
  }

  /** Whether it fits a request; `body` is undefined while unread or when there is none. */
  fits(call: Call, body: JsonObject | undefined): boolean {
    const { webhook, method, route, when } = this.#options;
    if (this.isSpent || (webhook ?? call.webhookId) !== call.webhookId) return false;
    if ((method ?? call.method) !== call.method || (route ?? call.route) !== call.route) return false;
    if (!this.needsBody) return true;
    return body !== undefined && (when?.(body) ?? true) && (this.failure.appliesTo?.(body) ?? true);
  }

  use(): Failure {
    this.#left -= 1;
    this.used += 1;
    return this.failure;
  }
}
