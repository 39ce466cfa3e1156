import type { JsonObject } from '../json.ts';
import type { FakeChannel, FakeGuild } from './guild.ts';
import type { FakeMessage } from './message.ts';
import type { FakeModal } from './modal.ts';
import type { Person } from './person.ts';

/** Discord: Interactions, "Interaction Type". */
export const interactionType = { command: 2, component: 3, autocomplete: 4, modalSubmit: 5 } as const;
export type InteractionType = (typeof interactionType)[keyof typeof interactionType];

/** What a choice of an autocomplete is. */
export interface Choice {
  name: string;
  value: string | number;
  name_localizations?: Readonly<Record<string, string>> | null;
}

export interface InteractionOptions {
  id: string;
  token: string;
  type: InteractionType;
  /** For error texts: `/route set`. */
  label: string;
  guild: FakeGuild;
  person: Person;
  /** The message pressed on. */
  source?: FakeMessage | undefined;
  /** What stands in `data`. */
  data: JsonObject;
  /** By the fake's clock, monotonic. */
  startedAt: number;
}

/** What one person did, and what the bot made of it. */
export class FakeInteraction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly label: string;
  readonly guild: FakeGuild;
  readonly channel: FakeChannel;
  readonly user: Person;
  readonly source: FakeMessage | undefined;
  readonly data: JsonObject;
  readonly startedAt: number;
  /** Resolves with the final answer; rejects when none comes in time. */
  readonly done: Promise<FakeInteraction>;
  /** Resolves with the first answer, or at the latest with `done`. */
  readonly answered: Promise<FakeInteraction>;
  /** How long the first answer took, by the fake's clock. */
  firstAnswerMs: number | undefined;
  /** The deadline passed without an answer. */
  isExpired = false;
  isFinal = false;
  /** What the first answer opened or changed: the message of `@original`. */
  original: FakeMessage | undefined;
  shownModal: FakeModal | undefined;
  /** Answers of an autocomplete. */
  choices: readonly Choice[] = [];
  readonly followUps: FakeMessage[] = [];
  /** Answers that were refused, as `400 50035 …`. */
  readonly refusals: string[] = [];
  #firstAnswer: number | undefined;
  readonly #settleFirst: PromiseWithResolvers<FakeInteraction>;
  readonly #settle: PromiseWithResolvers<FakeInteraction>;

  constructor(options: InteractionOptions) {
    this.id = options.id;
    this.token = options.token;
    this.type = options.type;
    this.label = options.label;
    this.guild = options.guild;
    this.channel = options.person.channel;
    this.user = options.person;
    this.source = options.source;
    this.data = options.data;
    this.startedAt = options.startedAt;
    this.#settleFirst = Promise.withResolvers();
    this.answered = this.#settleFirst.promise;
    this.#settle = Promise.withResolvers();
    this.done = this.#settle.promise;
    // Whoever looks at one of them only must not end the process by the other.
    for (const promise of [this.answered, this.done]) promise.catch(() => undefined);
  }

  /** The type of the first answer (Discord: Interactions, "Interaction Callback Type"). */
  get firstAnswer(): number | undefined {
    return this.#firstAnswer;
  }

  /** The bot said "is thinking", or acknowledged a press, before it answered. */
  get isDeferred(): boolean {
    return this.firstAnswer === 5 || this.firstAnswer === 6;
  }

  /** Only the person sees the answer. */
  get isEphemeral(): boolean {
    return this.original?.isEphemeral ?? false;
  }

  /** Changes after the answer was there. */
  get edits(): number {
    return this.original?.edits ?? 0;
  }

  get hasMessage(): boolean {
    return this.original !== undefined && !this.original.isThinking && !this.original.isDeleted;
  }

  /**
   * The answer as it looks now: a message of its own or, after an update, the one pressed on.
   * @throws where there is none.
   */
  get message(): FakeMessage {
    if (this.original && this.hasMessage) return this.original;
    throw new Error(`${this.label} shows no message: ${this.state}`);
  }

  /** @throws where none was shown. */
  get modal(): FakeModal {
    if (this.shownModal) return this.shownModal;
    throw new Error(`${this.label} shows no modal: ${this.state}`);
  }

  /** For error texts. */
  get state(): string {
    const refused = this.refusals.length > 0 ? `; Discord refused: ${this.refusals.join(' | ')}` : '';
    if (this.firstAnswer === undefined) return `it was not answered${refused}`;
    if (this.shownModal) return `it showed the modal ${JSON.stringify(this.shownModal.title)}${refused}`;
    if (this.original?.isDeleted) return `its answer was deleted${refused}`;
    if (!this.isFinal) return `it was only acknowledged (type ${this.firstAnswer})${refused}`;
    return `it was answered with type ${this.firstAnswer}${refused}`;
  }

  /** The first answer came, after so long. */
  answer(type: number, afterMs: number): void {
    this.#firstAnswer = type;
    this.firstAnswerMs = afterMs;
    this.#settleFirst.resolve(this);
  }

  finish(): void {
    this.isFinal = true;
    this.#settle.resolve(this);
  }

  giveUp(error: Error): void {
    this.#settleFirst.reject(error);
    this.#settle.reject(error);
  }
}
