import { isObject, type JsonObject, listOf, trimmed } from '../json.ts';
import { type Mentions, mentionsOf } from '../mentions.ts';
import { editedBody, keptFiles, messageObject, type SavedMessage } from '../message.ts';
import type { BotContent, BotFile } from './body.ts';
import type { FakeChannel } from './guild.ts';

export interface SavedBotFile extends BotFile {
  id: string;
}

/** Who wrote a message, and how its ids are made. */
export interface MessageHost {
  applicationId: string;
  botUser: JsonObject;
  newId: () => string;
  now: () => number;
}

export interface MessageOptions {
  channel: FakeChannel;
  content: BotContent;
  /** Only this person sees it. */
  onlyFor?: string | undefined;
  /** "is thinking". */
  isThinking?: boolean;
  /** An answer to an interaction; else a message of its own. */
  isAnswer?: boolean;
}

const flag = { ephemeral: 1 << 6, loading: 1 << 7 } as const;

/** A message of the bot, as people see it now. */
export class FakeMessage implements SavedMessage {
  readonly id: string;
  readonly webhookId: string;
  readonly channel: FakeChannel;
  /** Id of the only person who sees it, where it is ephemeral. */
  readonly onlyFor: string | undefined;
  readonly timestamp: number;
  body: JsonObject;
  files: readonly SavedBotFile[];
  isThinking: boolean;
  editedAt: number | undefined;
  deletedAt: number | undefined;
  /** How often it was changed; the first content after "is thinking" is no change. */
  edits = 0;
  readonly #host: MessageHost;
  readonly #isAnswer: boolean;

  constructor(options: MessageOptions, host: MessageHost) {
    this.#host = host;
    this.#isAnswer = options.isAnswer ?? false;
    this.id = host.newId();
    this.webhookId = this.#isAnswer ? host.applicationId : '';
    this.channel = options.channel;
    this.onlyFor = options.onlyFor;
    this.timestamp = host.now();
    this.isThinking = options.isThinking ?? false;
    this.body = isObject(options.content.body) ? options.content.body : {};
    this.files = this.#save(options.content.files);
  }

  get channelId(): string {
    return this.channel.id;
  }

  get isEphemeral(): boolean {
    return this.onlyFor !== undefined;
  }

  get isDeleted(): boolean {
    return this.deletedAt !== undefined;
  }

  get content(): string {
    return trimmed(this.body['content']) ?? '';
  }

  get embeds(): readonly JsonObject[] {
    return listOf(this.body['embeds']).filter(isObject);
  }

  get components(): readonly JsonObject[] {
    return listOf(this.body['components']).filter(isObject);
  }

  /** The same as `files`, under Discord's word. */
  get attachments(): readonly SavedBotFile[] {
    return this.files;
  }

  /** Whom it notifies. */
  get mentions(): Mentions {
    return mentionsOf(this.body);
  }

  /** Files that a body shows (`attachment://chart.png`) and the message does not have. */
  missingFiles(body: unknown): string[] {
    const named = [...JSON.stringify(body ?? {}).matchAll(/"attachment:\/\/([^"]+)"/g)].map((match) => match[1] ?? '');
    return named.filter((name) => !this.files.some((file) => file.name === name));
  }

  /** What it would be after an edit. */
  preview(content: BotContent): { body: JsonObject; kept: readonly SavedBotFile[] } {
    const change = isObject(content.body) ? content.body : {};
    const kept = new Set(keptFiles(this, change).map((file) => file.id));
    return { body: editedBody(this.body, change), kept: this.files.filter((file) => kept.has(file.id)) };
  }

  edit(content: BotContent): void {
    const { body, kept } = this.preview(content);
    this.body = body;
    this.files = [...kept, ...this.#save(content.files)];
    if (!this.isThinking) {
      this.edits += 1;
      this.editedAt = this.#host.now();
    }
    this.isThinking = false;
  }

  delete(): void {
    this.deletedAt = this.#host.now();
  }

  /** Discord: Message, "Message Object". */
  json(): JsonObject {
    const { applicationId, botUser } = this.#host;
    const author = { id: applicationId, applicationId, name: '' };
    const whole = messageObject(this, author);
    const { webhook_id, ...own } = whole;
    const sent = typeof this.body['flags'] === 'number' ? this.body['flags'] : 0;
    const flags =
      (sent & ~flag.ephemeral) | (this.isEphemeral ? flag.ephemeral : 0) | (this.isThinking ? flag.loading : 0);
    return { ...own, ...(this.#isAnswer ? { webhook_id, type: 20 } : {}), author: botUser, flags };
  }

  #save(files: readonly BotFile[]): SavedBotFile[] {
    return files.map((file) => ({ ...file, id: this.#host.newId() }));
  }
}
