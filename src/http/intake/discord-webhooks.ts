import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { wordsOf } from '../../discord/incoming-message.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import type { Log } from '../../lib/log.ts';
import { WindowLimiter } from '../../lib/window-limiter.ts';
import type { FileDraft } from '../../model/event-file.ts';
import type { DropInWebhook } from '../../model/relayed-message.ts';
import { networkOf } from '../network-of.ts';
import type { OperationContext } from '../operation.ts';
import { readBody } from '../read-body.ts';
import { allowBrowsers } from './allow-browsers.ts';
import { checkForm, checkMessage } from './check-message.ts';
import { asOurs, presentMessage, presentWebhook } from './discord-message.ts';
import { answerRefusals, DiscordRefusal, plainRefusal, rateLimited } from './discord-refusal.ts';
import { largestForm } from './read-form.ts';
import { isForm, readFormMessage, readPlainMessage } from './read-message.ts';
import { sendAnswer, toSourceRequest } from './receive-source.ts';

/** A body without files. */
const largestBody = 6 * 1024 * 1024;

/**
 * The bytes that one webhook takes: 4 MB for each of the 30 messages a minute that a channel of Discord takes. More would
 * only pile up on the disk.
 */
const bytesLimit = { count: 120 * 1024 * 1024, windowMs: 60_000 };

/** The tries of one wrong address from one sender, such as a script that was forgotten; then it is told to stop. */
const wrongTries = { count: 30, windowMs: 60_000 };

const base = '/:id/:token';
const oneMessage = `${base}/messages/:message`;

/**
 * Discord's own addresses, `/api/webhooks/{id}/{token}` with all that senders use of them: a script that posts to a
 * Discord webhook changes the host, and has Crier's queue, limits, log and replay (Discord: Webhook Resource).
 */
export function discordWebhooks({ actions, clock, publicUrl, log }: OperationContext & { log: Log }): Router {
  const router = Router({ mergeParams: true });
  const wrong = new WindowLimiter(clock, wrongTries);
  const bytes = new WindowLimiter(clock, bytesLimit);
  const readRaw = express.raw({ type: () => true, limit: largestBody });
  const readRawForm = express.raw({ type: () => true, limit: largestForm });

  /** A right token always passes: it is random, so that it is looked up first. */
  function find(request: Request): DropInWebhook {
    const { id = '', token = '' } = request.params;
    const webhook = actions.webhooks.authenticate(String(id), String(token));
    if (typeof webhook === 'object') return webhook;
    const waitMs = wrong.spend(`${hash('sha256', `${id}/${token}`)} ${networkOf(request)}`);
    if (waitMs !== undefined) throw rateLimited(waitMs);
    if (webhook === 'unknown webhook') throw new DiscordRefusal(404, 10_015, 'Unknown Webhook');
    throw new DiscordRefusal(401, 50_027, 'Invalid Webhook Token');
  }

  /**
   * Counts a body before it is read: what is too much is never taken in.
   *
   * @param most that may be read.
   * @param taken the bytes that were, once that is over.
   */
  async function counted<T>(
    webhook: DropInWebhook,
    { headers }: Request,
    { most, taken }: { most: number; taken(body: T | undefined): number },
    read: () => Promise<T>,
  ): Promise<T> {
    const declared = Number(headers['content-length'] ?? Number.NaN);
    const isPlain = Number.isSafeInteger(declared) && !isEncoded({ headers });
    const expected = Math.min(isPlain ? declared : most, most);
    const waitMs = bytes.spend(webhook.id, expected);
    if (waitMs !== undefined) throw rateLimited(waitMs);
    let body: T | undefined;
    try {
      body = await read();
      return body;
    } finally {
      bytes.giveBack(webhook.id, expected - taken(body));
    }
  }

  const raw = (webhook: DropInWebhook, request: Request, response: Response) =>
    counted(webhook, request, { most: largestBody, taken: (body) => body?.length ?? 0 }, () =>
      readBody(readRaw, request, response),
    );

  /** The message that a request brings; its files go to the draft. */
  async function readMessage(webhook: DropInWebhook, request: Request, response: Response, draft: FileDraft) {
    const type = request.headers['content-type'];
    if (!isForm(type)) return readPlainMessage(await raw(webhook, request, response));
    const taken = () => draft.files.reduce((sum, file) => sum + file.bytes, 0);
    return counted(webhook, request, { most: largestForm, taken }, async () => {
      // A compressed form is small enough to be read whole.
      const source = isEncoded(request) ? Readable.from([await readBody(readRawForm, request, response)]) : request;
      return readFormMessage(source, type, draft);
    });
  }

  const handle =
    (work: (webhook: DropInWebhook, request: Request, response: Response) => Promise<void>): RequestHandler =>
    (request, response) =>
      work(find(request), request, response);

  /** Work with files; what is left of them goes when it is done. */
  const handleFiles = (
    work: (webhook: DropInWebhook, request: Request, response: Response, draft: FileDraft) => Promise<void>,
  ) =>
    handle(async (webhook, request, response) => {
      const draft = actions.webhooks.draftFiles();
      try {
        await work(webhook, request, response, draft);
      } finally {
        await draft.drop();
      }
    });

  router.use(allowBrowsers);
  router.get(
    base,
    handle(async (webhook, request, response) => {
      response.json(presentWebhook(publicUrl, webhook, String(request.params['token'])));
    }),
  );
  router.post(
    base,
    handleFiles(async (webhook, request, response, draft) => {
      const body = await readMessage(webhook, request, response, draft);
      checkMessage(body, draft.files.length);
      // A message with files is always answered with the message (discord-api-docs #5099).
      const wait = isTrue(request.query['wait']) || draft.files.length > 0;
      const message = { body, ...threadOf(request) };
      const outcome = await actions.webhooks.relayMessage(webhook, message, {
        words: wordsOf(body),
        files: draft,
        wait,
      });
      if (!wait) response.status(204).end();
      else if (outcome.kind === 'refused') throw new DiscordRefusal(outcome.statusCode, outcome.code, outcome.reason);
      else response.json(presentMessage(clock.now(), webhook, { body, files: draft.files }, outcome));
    }),
  );
  for (const [suffix, format] of [
    ['slack', 'slack-format'],
    ['github', 'github'],
  ] as const) {
    router.post(
      `${base}/${suffix}`,
      handle(async (webhook, request, response) => {
        request.body = await raw(webhook, request, response);
        const posted = { ...toSourceRequest(request), receivedAt: clock.now() };
        const answer = await actions.webhooks.relayRequest(webhook, format, posted);
        sendAnswer(response, answer ?? { status: 204 });
      }),
    );
  }
  for (const method of ['get', 'patch', 'delete'] as const) {
    router[method](
      oneMessage,
      handleFiles(async (webhook, request, response, draft) => {
        const messageId = String(request.params['message']);
        if (!isSnowflake(messageId)) throw unknownMessage();
        const body = method === 'patch' ? await readMessage(webhook, request, response, draft) : undefined;
        if (body !== undefined) checkForm(body, 0);
        const verb = method === 'get' ? 'GET' : method === 'patch' ? 'PATCH' : 'DELETE';
        const edit = {
          method: verb,
          messageId,
          ...threadOf(request),
          ...(body === undefined ? {} : { body }),
        } as const;
        const answer = await actions.webhooks.editMessage(webhook, edit, draft);
        if (answer === undefined) throw unknownMessage();
        if (answer.kind === 'waiting') {
          const { message, files } = answer;
          const outcome = { kind: 'waiting', messageId } as const;
          response.json(presentMessage(clock.now(), webhook, { body: message.body, files }, outcome));
          return;
        }
        answerEdit(response, webhook, answer);
      }),
    );
  }
  router.all(['/:id', base, oneMessage, `${base}/slack`, `${base}/github`], () => {
    throw plainRefusal(405);
  });
  router.use(() => {
    throw plainRefusal(404);
  });
  router.use(answerRefusals(log));
  return router;
}

/** Discord's answer to an edit. That the real webhook is gone is nothing that the sender could mend. */
function answerEdit(response: Response, webhook: DropInWebhook, { status, body }: { status: number; body?: unknown }) {
  const { code, retry_after: wait }: { code?: unknown; retry_after?: unknown } = Object(body);
  if (status === 401 || (status === 404 && code === 10_015)) throw unknownMessage();
  if (status === 429 && typeof wait === 'number') throw rateLimited(wait * 1_000);
  response.status(status);
  if (body === undefined) response.end();
  else response.json(asOurs(body, webhook));
}

function unknownMessage(): DiscordRefusal {
  return new DiscordRefusal(404, 10_008, 'Unknown Message');
}

function isEncoded({ headers }: Pick<Request, 'headers'>): boolean {
  return (headers['content-encoding'] ?? 'identity') !== 'identity';
}

/** Discord takes `True`, `true` and `1` (API Reference, "Boolean Query Strings"); libraries write more. */
function isTrue(value: unknown): boolean {
  return /^(true|1|yes|on)$/i.test(String(Array.isArray(value) ? value.at(-1) : value));
}

function threadOf(request: Request): { threadId?: string } {
  const thread = request.query['thread_id'];
  return isSnowflake(thread) ? { threadId: thread } : {};
}
