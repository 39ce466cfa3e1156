import type { Clock } from '../../../src/lib/clock.ts';
import { type Call, isTrue } from './call.ts';
import { checkMessage, checkNotEmpty, checkThread, checkUsername, type MessageRules } from './check-message.ts';
import type { Content } from './content.ts';
import { Form } from './form.ts';
import { type JsonObject, trimmed } from './json.ts';
import { editedBody, keptFiles, messageObject, type SavedFile, type SavedMessage } from './message.ts';
import { apiError, invalidForm, noContent, ok, type Reply } from './reply.ts';
import { type FakeWebhook, makeId, makeWebhook, type WebhookOptions, webhookObject } from './webhook.ts';

/** What the API did with a request. */
export interface Result {
  reply: Reply;
  /** The message that was saved or changed. */
  message?: SavedMessage;
}

export interface ApiOptions {
  clock: Clock;
  /** Keep the messages; without it none can be read, edited or deleted. */
  record: boolean;
  /** Check the messages. */
  validate: boolean;
  gatewayUrl: () => string;
}

const notFound = apiError(404, 0, '404: Not Found');
const methodNotAllowed = apiError(405, 0, '405: Method Not Allowed');
const unknownMessage = apiError(404, 10008, 'Unknown Message');

/** Webhooks, their messages, and the routes that act on them (Discord: Webhook). Knows nothing of limits and HTTP. */
export class Api {
  readonly webhooks = new Map<string, FakeWebhook>();
  readonly messages: SavedMessage[] = [];
  readonly #messagesById = new Map<string, SavedMessage>();
  readonly #options: ApiOptions;
  #webhookCount = 0;
  #messageCount = 0;
  #threadCount = 0;
  #fileCount = 0;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  addWebhook(options: WebhookOptions, origin: string): FakeWebhook {
    this.#webhookCount += 1;
    const webhook = makeWebhook(options, this.#webhookCount, origin);
    this.webhooks.set(webhook.id, webhook);
    return webhook;
  }

  /** `content` is undefined for methods without a body. */
  handle(call: Call, content: Content | undefined): Result {
    if (call.version < 6 || call.version > 10) return { reply: apiError(400, 50041, 'Invalid API version provided.') };
    if (call.route === 'unknown') return { reply: notFound };
    if (call.route === '/webhooks/{id}') return { reply: methodNotAllowed };
    if (call.route === '/gateway') return { reply: ok({ url: this.#options.gatewayUrl() }) };

    const form = new Form();
    for (const [key, id] of [
      ['webhook_id', call.webhookId],
      ['message_id', call.messageId],
    ] as const) {
      if (id !== undefined) form.snowflake([key], id);
    }
    if (form.problems.length > 0) return { reply: invalidForm(form.problems, call.legacy) };

    const webhook = this.webhooks.get(call.webhookId ?? '');
    if (!webhook) return { reply: apiError(404, 10015, 'Unknown Webhook') };
    if (webhook.token !== call.token) return { reply: apiError(401, 50027, 'Invalid Webhook Token') };
    return call.route === '/webhooks/{id}/{token}'
      ? this.#onWebhook(call, webhook, content)
      : this.#onMessage(call, webhook, content);
  }

  #onWebhook(call: Call, webhook: FakeWebhook, content: Content | undefined): Result {
    switch (call.method) {
      case 'GET':
        return { reply: ok(webhookObject(webhook)) };
      case 'POST':
        return content ? this.#execute(call, webhook, content) : { reply: methodNotAllowed };
      case 'PATCH':
        return { reply: this.#rename(call, webhook, content) };
      case 'DELETE':
        this.webhooks.delete(webhook.id);
        return { reply: noContent };
      default:
        return { reply: methodNotAllowed };
    }
  }

  #rename(call: Call, webhook: FakeWebhook, content: Content | undefined): Reply {
    const form = new Form();
    checkUsername(form, content?.body['name'], 'name');
    if (form.problems.length > 0) return invalidForm(form.problems, call.legacy);
    webhook.name = trimmed(content?.body['name']) ?? webhook.name;
    return ok(webhookObject(webhook));
  }

  #execute(call: Call, webhook: FakeWebhook, { body, files }: Content): Result {
    const threadId = call.query.get('thread_id');
    if (this.#options.validate) {
      const rules = this.#rules(call, webhook, files);
      const refusal =
        checkMessage(body, rules) ??
        checkThread(body, threadId, webhook.forum, call.legacy) ??
        checkNotEmpty(body, rules);
      if (refusal) return { reply: refusal };
    }
    const thread = threadId ?? (trimmed(body['thread_name']) ? this.#startThread() : undefined);
    this.#messageCount += 1;
    const message: SavedMessage = {
      id: makeId('message', this.#messageCount),
      webhookId: webhook.id,
      channelId: thread ?? webhook.channelId,
      threadId: thread,
      timestamp: this.#options.clock.now(),
      body: this.#shown(call, webhook, body),
      files: this.#saveFiles(files),
    };
    if (this.#options.record) {
      this.messages.push(message);
      this.#messagesById.set(message.id, message);
    }
    return { reply: isTrue(call, 'wait') ? ok(messageObject(message, webhook)) : noContent, message };
  }

  #onMessage(call: Call, webhook: FakeWebhook, content: Content | undefined): Result {
    const message = this.#messagesById.get(call.messageId ?? '');
    // A message in a thread is only found with the thread's id (discord-api-docs #3519).
    const isThere =
      message &&
      message.webhookId === webhook.id &&
      message.deletedAt === undefined &&
      message.threadId === (call.query.get('thread_id') ?? undefined);
    if (!isThere) return { reply: unknownMessage };
    switch (call.method) {
      case 'GET':
        return { reply: ok(messageObject(message, webhook)) };
      case 'PATCH':
        return content ? this.#edit(call, webhook, message, content) : { reply: methodNotAllowed };
      case 'DELETE':
        message.deletedAt = this.#options.clock.now();
        return { reply: noContent, message };
      default:
        return { reply: methodNotAllowed };
    }
  }

  #edit(call: Call, webhook: FakeWebhook, message: SavedMessage, content: Content): Result {
    const body = editedBody(message.body, this.#shown(call, webhook, content.body));
    const kept = keptFiles(message, content.body);
    if (this.#options.validate) {
      const rules = this.#rules(call, webhook, content.files);
      const refusal =
        checkMessage(content.body, rules) ?? checkNotEmpty(body, { ...rules, files: [...kept, ...content.files] });
      if (refusal) return { reply: refusal };
    }
    message.body = body;
    message.files = [...kept, ...this.#saveFiles(content.files)];
    message.editedAt = this.#options.clock.now();
    return { reply: ok(messageObject(message, webhook)), message };
  }

  /** Components that nobody asked to be shown are ignored (Discord: Webhook, "Execute", `with_components`). */
  #shown(call: Call, webhook: FakeWebhook, body: JsonObject): JsonObject {
    if (isTrue(call, 'with_components') || webhook.applicationId !== null) return body;
    const { components: _, ...shown } = body;
    return shown;
  }

  #rules(call: Call, webhook: FakeWebhook, files: Content['files']): MessageRules {
    const appOwned = webhook.applicationId !== null;
    return { files, withComponents: isTrue(call, 'with_components'), appOwned, legacy: call.legacy };
  }

  #startThread(): string {
    this.#threadCount += 1;
    return makeId('thread', this.#threadCount);
  }

  #saveFiles(files: Content['files']): SavedFile[] {
    return files.map((file) => {
      this.#fileCount += 1;
      return { id: makeId('file', this.#fileCount), ...file };
    });
  }
}
