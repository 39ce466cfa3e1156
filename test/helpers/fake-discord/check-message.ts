import { breaksDiscord, checkComponents } from './check-components.ts';
import { checkEmbeds, showsSomething } from './check-embed.ts';
import type { UploadedFile } from './content.ts';
import { Form, isSnowflake } from './form.ts';
import { isObject, type JsonObject, listOf, trimmed } from './json.ts';
import { apiError, invalidForm, type Reply } from './reply.ts';

const maxFiles = 10;
const maxFileBytes = 10 * 1024 * 1024;
const flag = { suppressEmbeds: 1 << 2, suppressNotifications: 1 << 12, componentsV2: 1 << 15 } as const;
const flagsOfWebhooks = flag.suppressEmbeds | flag.suppressNotifications | flag.componentsV2;

/** What decides on a message besides its body. */
export interface MessageRules {
  files: readonly UploadedFile[];
  /** `with_components=true`; without it a webhook of a person has its components ignored. */
  withComponents: boolean;
  appOwned: boolean;
  /** The API version answers the old way. */
  legacy: boolean;
}

/** Why Discord would refuse a message, or undefined (Discord: Webhook, "Execute Webhook"; discord.md 1 and 2). */
export function checkMessage(body: JsonObject, rules: MessageRules): Reply | undefined {
  const form = new Form();
  const v2 = isV2(body);
  form.text(['content'], body['content'], 2000);
  checkEmbeds(form, body['embeds']);
  checkUsername(form, body['username']);
  form.url(['avatar_url'], body['avatar_url']);
  form.boolean(['tts'], body['tts']);
  form.text(['thread_name'], body['thread_name'], 100);
  for (const [index, tag] of form.list(['applied_tags'], body['applied_tags'], 5).entries()) {
    form.snowflake(['applied_tags', index], tag);
  }
  checkAllowedMentions(form, body['allowed_mentions']);
  checkAttachments(form, body['attachments']);
  checkFlags(form, body);
  checkPoll(form, body['poll']);
  if (takesComponents(rules)) checkComponents(form, body['components'], { v2, appOwned: rules.appOwned });
  if (form.problems.length > 0) return invalidForm(form.problems, rules.legacy);

  if (rules.files.length > maxFiles) return apiError(400, 30015, 'Maximum number of attachments reached (10)');
  if (rules.files.some((file) => file.size > maxFileBytes)) {
    return apiError(400, 50045, 'File uploaded exceeds the maximum size');
  }
  if (v2 && breaksDiscord(body['components'])) return apiError(500, 0, '500: Internal Server Error');
  return undefined;
}

/** 50006, for a message (after an edit: the whole of it) that would show nothing. */
export function checkNotEmpty(body: JsonObject, rules: MessageRules): Reply | undefined {
  const shows =
    Boolean(trimmed(body['content'])) ||
    rules.files.length > 0 ||
    isObject(body['poll']) ||
    listOf(body['embeds']).some(showsSomething) ||
    (takesComponents(rules) && listOf(body['components']).length > 0);
  return shows ? undefined : apiError(400, 50006, 'Cannot send an empty message');
}

/** Which channel a post goes to, or why to none (Discord: Opcodes, 220001 to 220003). */
export function checkThread(
  body: JsonObject,
  threadId: string | null,
  forum: boolean,
  legacy: boolean,
): Reply | undefined {
  const name = trimmed(body['thread_name']);
  if (threadId !== null && !isSnowflake(threadId)) {
    const form = new Form();
    form.snowflake(['thread_id'], threadId);
    return invalidForm(form.problems, legacy);
  }
  if (threadId && name) {
    return apiError(400, 220002, 'Webhooks posted to forum channels cannot have both a thread_name and thread_id');
  }
  if (forum && !threadId && !name) {
    return apiError(400, 220001, 'Webhooks posted to forum channels must have a thread_name or thread_id');
  }
  if (!forum && name) return apiError(400, 220003, 'Webhooks can only create threads in forum channels');
  return undefined;
}

function takesComponents(rules: MessageRules): boolean {
  return rules.withComponents || rules.appOwned;
}

function isV2(body: JsonObject): boolean {
  return typeof body['flags'] === 'number' && (body['flags'] & flag.componentsV2) !== 0;
}

/** Of a webhook or of a message (Discord: User, "Usernames and Nicknames"; discord.md 1.6). */
export function checkUsername(form: Form, value: unknown, key = 'username'): void {
  if (value === undefined || value === null) return;
  const name = form.text([key], typeof value === 'string' ? value.replace(/\s+/g, ' ') : value, 80, 1)?.toLowerCase();
  if (!name) return;
  for (const word of ['clyde', 'discord']) {
    if (name.includes(word)) form.refuse([key], 'USERNAME_INVALID_CONTAINS', `Username cannot contain "${word}"`);
  }
  if (name === 'everyone' || name === 'here') {
    form.refuse([key], 'USERNAME_INVALID', `Username cannot be "${name}"`);
  }
}

/** Discord: Message, "Allowed Mentions Object". */
function checkAllowedMentions(form: Form, value: unknown): void {
  const path = ['allowed_mentions'];
  const allowed = form.object(path, value);
  if (!allowed) return;
  const parse = form.list([...path, 'parse'], allowed['parse'], 3);
  for (const [index, kind] of parse.entries()) {
    if (kind !== 'users' && kind !== 'roles' && kind !== 'everyone') {
      form.refuse(
        [...path, 'parse', index],
        'BASE_TYPE_CHOICES',
        "Value must be one of {'roles', 'users', 'everyone'}.",
      );
    }
  }
  for (const kind of ['users', 'roles']) {
    const ids = form.list([...path, kind], allowed[kind], 100);
    for (const [index, id] of ids.entries()) form.snowflake([...path, kind, index], id);
    if (ids.length > 0 && parse.includes(kind)) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      form.refuse(path, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
    }
  }
  form.boolean([...path, 'replied_user'], allowed['replied_user']);
}

function checkAttachments(form: Form, value: unknown): void {
  for (const [index, item] of form.list(['attachments'], value, maxFiles).entries()) {
    const path = ['attachments', index];
    const attachment = form.object(path, item);
    if (!attachment) continue;
    form.require([...path, 'id'], attachment['id']);
    if (attachment['id'] !== undefined) form.snowflake([...path, 'id'], attachment['id']);
    form.text([...path, 'filename'], attachment['filename'], 1024, 1);
    form.text([...path, 'description'], attachment['description'], 1024);
  }
}

/** Discord: Poll Resource, "Poll Create Request Object". */
function checkPoll(form: Form, value: unknown): void {
  const poll = form.object(['poll'], value);
  if (!poll) return;
  const question = form.object(['poll', 'question'], poll['question']);
  form.require(['poll', 'question', 'text'], question?.['text']);
  form.text(['poll', 'question', 'text'], question?.['text'], 300, 1);
  form.require(['poll', 'answers'], poll['answers']);
  for (const [index, answer] of form.list(['poll', 'answers'], poll['answers'], 10).entries()) {
    const path = ['poll', 'answers', index, 'poll_media'];
    const media = form.object(path, isObject(answer) ? answer['poll_media'] : undefined);
    form.require([...path, 'text'], media?.['text']);
    form.text([...path, 'text'], media?.['text'], 55, 1);
  }
  form.integer(['poll', 'duration'], poll['duration'], 768);
  form.boolean(['poll', 'allow_multiselect'], poll['allow_multiselect']);
}

/** Other flags than a webhook's own are refused here, so that a mistake shows (discord.md 1.4). */
function checkFlags(form: Form, body: JsonObject): void {
  const flags = body['flags'];
  form.integer(['flags'], flags, Number.MAX_SAFE_INTEGER);
  if (typeof flags === 'number' && (flags & ~flagsOfWebhooks) !== 0) {
    form.refuse(['flags'], 'BASE_TYPE_CHOICES', `Value must be made of ${JSON.stringify(Object.values(flag))}.`);
  }
  if (!isV2(body)) return;
  for (const key of ['content', 'embeds', 'poll']) {
    const value = body[key];
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    form.refuse(
      [key],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
}
