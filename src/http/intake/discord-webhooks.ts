import { hash } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { RelayResult } from '../../actions/webhooks/relay-message.ts';
import { wordsOf } from '../../discord/incoming-message.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import { iso } from '../../lib/iso.ts';
import { WindowLimiter } from '../../lib/window-limiter.ts';
import type { DropInWebhook, RelayedMessage } from '../../model/relayed-message.ts';
import type { OperationContext } from '../operation.ts';
import { readBody } from '../read-body.ts';
import { senderOf } from '../sender-of.ts';
import { answerRefusal, DiscordRefusal, rateLimited } from './discord-refusal.ts';
import { largestFiles, readEdit, readMessage } from './read-message.ts';
import { sendAnswer, toSourceRequest } from './receive-source.ts';

const largestBody = 6 * 1024 * 1024;

/**
 * The bytes that one webhook takes: as much as a channel of Discord takes in its 30 messages a minute. More would only
 * pile up on the disk.
 */
const bytesLimit = { count: 30 * largestFiles, windowMs: 60_000 };

/** The tries of one wrong address from one sender, such as a script that was forgotten; then it is told to stop. */
const wrongTries = { count: 30, windowMs: 60_000 };

/**
 * Discord's own addresses, `/api/webhooks/{id}/{token}` with all that senders use of them: a script that posts to a
 * Discord webhook changes the host, and has Crier's queue, limits, log and replay (Discord: Webhook Resource).
 */
export function discordWebhooks({ actions, clock, publicUrl }: OperationContext): Router {
  const router = Router({ mergeParams: true });
  const wrong = new WindowLimiter(clock, wrongTries);
  const bytes = new WindowLimiter(clock, bytesLimit);
  const readRaw = express.raw({ type: () => true, limit: largestBody });

  /** A right token always passes: it is random, so that it is looked up first. */
  function find(request: Request): DropInWebhook {
    const { id = '', token = '' } = request.params;
    const webhook = actions.webhooks.authenticate(String(id), String(token));
    if (typeof webhook === 'object') return webhook;
    const waitMs = wrong.spend(`${hash('sha256', `${id}/${token}`)} ${senderOf(request)}`);
    if (waitMs !== undefined) throw rateLimited(waitMs);
    if (webhook === 'unknown webhook') throw new DiscordRefusal(404, 10_015, 'Unknown Webhook');
    throw new DiscordRefusal(401, 50_027, 'Invalid Webhook Token');
  }

  /** Counts a body before it is read: what is too much is never in memory. */
  async function read(webhook: DropInWebhook, request: Request, response: Response): Promise<Buffer> {
    const declared = Number(request.headers['content-length'] ?? Number.NaN);
    const isPlain = Number.isSafeInteger(declared) && request.headers['content-encoding'] === undefined;
    const expected = Math.min(isPlain ? declared : largestBody, largestBody);
    const waitMs = bytes.spend(webhook.id, expected);
    if (waitMs !== undefined) throw rateLimited(waitMs);
    let length = 0;
    try {
      const body = await readBody(readRaw, request, response);
      length = body.length;
      return body;
    } finally {
      bytes.giveBack(webhook.id, expected - length);
    }
  }

  const handle =
    (work: (webhook: DropInWebhook, request: Request, response: Response) => Promise<void>): RequestHandler =>
    async (request, response) => {
      const webhook = find(request);
      if (request.method !== 'GET') request.body = await read(webhook, request, response);
      await work(webhook, request, response);
    };

  const base = '/:id/:token';
  router.get(
    base,
    handle(async (webhook, request, response) => {
      response.json(presentWebhook(publicUrl, webhook, String(request.params['token'])));
    }),
  );
  router.post(
    base,
    handle(async (webhook, request, response) => {
      const message = await readMessage(bodyOf(request), request.headers['content-type']);
      const relayed = { ...message, ...threadOf(request) };
      const wait = request.query['wait'] === 'true' || request.query['wait'] === '1';
      const outcome = await actions.webhooks.relayMessage(webhook, relayed, wordsOf(relayed.body), wait);
      if (!wait) response.status(204).end();
      else if (outcome.kind === 'refused') throw new DiscordRefusal(outcome.statusCode, outcome.code, outcome.reason);
      else response.json(presentMessage(clock.now(), webhook, relayed, outcome));
    }),
  );
  for (const [suffix, format] of [
    ['slack', 'slack-format'],
    ['github', 'github'],
  ] as const) {
    router.post(
      `${base}/${suffix}`,
      handle(async (webhook, request, response) => {
        const posted = { ...toSourceRequest(request), receivedAt: clock.now() };
        const answer = await actions.webhooks.relayRequest(webhook, format, posted);
        sendAnswer(response, answer ?? { status: 204 });
      }),
    );
  }
  for (const method of ['get', 'patch', 'delete'] as const) {
    router[method](
      `${base}/messages/:message`,
      handle(async (webhook, request, response) => {
        const messageId = String(request.params['message']);
        if (!isSnowflake(messageId)) throw new DiscordRefusal(404, 10_008, 'Unknown Message');
        const body = method === 'patch' ? readEdit(bodyOf(request)) : undefined;
        const verb = method === 'get' ? 'GET' : method === 'patch' ? 'PATCH' : 'DELETE';
        const edit = {
          method: verb,
          messageId,
          ...threadOf(request),
          ...(body === undefined ? {} : { body }),
        } as const;
        const answer = await actions.webhooks.editMessage(webhook, edit);
        if (answer === undefined) throw new DiscordRefusal(404, 10_008, 'Unknown Message');
        if (answer.status === 401 || (answer.status === 404 && codeOf(answer.body) === 10_015)) {
          throw new DiscordRefusal(404, 10_008, 'Unknown Message');
        }
        response.status(answer.status);
        if (answer.body === undefined) response.end();
        else response.json(asOurs(answer.body, webhook));
      }),
    );
  }
  router.use((_request, _response, next) => next(new DiscordRefusal(405, 0, '405: Method Not Allowed')));
  router.use(answerRefusal);
  return router;
}

function bodyOf(request: Request): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function threadOf(request: Request): { threadId?: string } {
  const thread = request.query['thread_id'];
  return isSnowflake(thread) ? { threadId: thread } : {};
}

function codeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : undefined;
}

/** A message as its sender knows it: under our id of the webhook. */
function asOurs(body: unknown, webhook: DropInWebhook): unknown {
  const isMessage = typeof body === 'object' && body !== null && 'webhook_id' in body;
  return isMessage ? { ...body, webhook_id: webhook.id } : body;
}

/** Discord: Webhook Resource, "Webhook Object". Guild and channel are made up: the real ones are nobody's business. */
function presentWebhook(publicUrl: string | undefined, webhook: DropInWebhook, token: string) {
  const { id, name } = webhook;
  return {
    id,
    type: 1,
    name,
    avatar: null,
    channel_id: id,
    guild_id: id,
    application_id: null,
    token,
    ...(publicUrl === undefined ? {} : { url: `${publicUrl}/api/webhooks/${id}/${token}` }),
  };
}

/** Discord: Message Resource, "Message Object", as far as senders read it. */
function presentMessage(
  now: number,
  webhook: DropInWebhook,
  { body }: Pick<RelayedMessage, 'body'>,
  outcome: Exclude<RelayResult, { kind: 'refused' }>,
) {
  const delivered = outcome.kind === 'delivered' ? outcome : undefined;
  return {
    id: outcome.messageId,
    type: 0,
    content: typeof body['content'] === 'string' ? body['content'] : '',
    channel_id: delivered?.channelId ?? webhook.id,
    author: {
      id: webhook.id,
      username: typeof body['username'] === 'string' ? body['username'] : webhook.name,
      discriminator: '0000',
      avatar: null,
      bot: true,
    },
    attachments: [],
    embeds: Array.isArray(body['embeds']) ? body['embeds'] : [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: iso(now),
    edited_timestamp: null,
    flags: 0,
    components: [],
    webhook_id: webhook.id,
  };
}
