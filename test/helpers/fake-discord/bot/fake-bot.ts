import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { JsonObject } from '../json.ts';
import type { Reply } from '../reply.ts';
import { type BotContent, readBody } from './body.ts';
import { type BotCall, parseBotCall } from './bot-call.ts';
import { commandData, type Focused, type Inputs } from './command-input.ts';
import { chooseData, pressData, type SelectValue } from './component-input.ts';
import { Gateway } from './gateway.ts';
import type { FakeGuild } from './guild.ts';
import { type Choice, FakeInteraction, type InteractionType, interactionType } from './interaction.ts';
import type { FakeMessage } from './message.ts';
import type { FakeModal, ModalFields } from './modal.ts';
import { interactionPayload } from './payload.ts';
import { type Person, personOf, type Who } from './person.ts';
import { BotRest } from './rest.ts';
import { World, type WorldOptions } from './world.ts';

/**
 * The bot's side of the fake Discord: a real discord.js client logs in to it, and a test plays the people.
 *
 * ```ts
 * const discord = await startFakeDiscord();
 * const guild = discord.addGuild({ name: 'Frostvale', botPermissions: ['ViewChannel', 'SendMessages'] });
 * const sales = guild.addChannel({ name: 'sales' });
 * // The bot: new Client({ intents: ['Guilds'], rest: { api: `${discord.origin}/api` } }).login(discord.bot.token)
 *
 * const answer = await discord.bot.run(guild, 'route set', { category: 'errors', channel: sales });
 * answer.message.embeds; answer.message.files[0]?.bytes; answer.isEphemeral; answer.firstAnswerMs;
 * await discord.bot.press(answer.message, 'Next');
 * const { modal } = await discord.bot.press(answer.message, 'Note', { locale: 'de' });
 * await discord.bot.submit(modal, { Text: 'hello' });
 * expect(discord.violations).toEqual([]);
 * ```
 *
 * - `run` and the like resolve with the final answer: a message, what replaced "is thinking", a modal, an update. A mere
 *   `deferUpdate()` is none; `{ untilFirstAnswer: true }` resolves at it. Without one they reject after 5 s of real time.
 * - Who acts is steve with Manage Server, in English, in the guild's first channel, unless `Who` says otherwise. What
 *   Discord's client would not let a person do is thrown at once.
 * - The deadline of 3 s and the 15 minutes of a token go by the fake's clock; the gateway and the limit of messages per
 *   channel go by real time, as discord.js does. All are options: `startFakeDiscord({ bot: { … } })`.
 * - Requests fail by `discord.fail({ route: '/channels/{channel}/messages', with: failure.serverError() })`; the routes
 *   are those of `bot-call.ts`, and `discord.count({ route, status })` counts them.
 */
export class FakeBot {
  /** For the fake around it. */
  readonly world: World;
  readonly #rest: BotRest;
  readonly #gateway: Gateway;

  constructor(options: WorldOptions, server: Server) {
    this.world = new World(options);
    this.#rest = new BotRest(this.world);
    this.#gateway = new Gateway(this.world, server);
  }

  /** The only token that is let in. */
  get token(): string {
    return this.world.settings.token;
  }

  get applicationId(): string {
    return this.world.applicationId;
  }

  get userId(): string {
    return this.world.userId;
  }

  acceptsToken(token: string): boolean {
    return token === this.token;
  }

  /** How often a client has identified. */
  get sessions(): number {
    return this.#gateway.identifies;
  }

  /** How often a client has taken up its session again. */
  get resumes(): number {
    return this.#gateway.resumes;
  }

  get isConnected(): boolean {
    return this.#gateway.isConnected;
  }

  /** As last registered, global ones without a guild. */
  commands(guildId?: string): readonly JsonObject[] {
    return this.world.registration(guildId).commands;
  }

  /** How often they were registered. */
  registrations(guildId?: string): number {
    return this.world.registration(guildId).count;
  }

  /** Every message of the bot, ephemeral and deleted ones included. */
  get messages(): readonly FakeMessage[] {
    return this.world.messages;
  }

  /** A person runs a command, such as `route set`, with options by their names. */
  async run(guild: FakeGuild, words: string, inputs: Inputs = {}, who: Who = {}): Promise<FakeInteraction> {
    const person = personOf(who, guild);
    const data = commandData(this.world.commandsIn(guild), words, inputs, person);
    return this.#send(interactionType.command, `/${words}`, data, person);
  }

  /** What a person is offered while typing into an option. */
  async autocomplete(
    guild: FakeGuild,
    words: string,
    inputs: Inputs,
    focused: Focused,
    who: Who = {},
  ): Promise<readonly Choice[]> {
    const person = personOf(who, guild);
    const data = commandData(this.world.commandsIn(guild), words, inputs, person, focused);
    const interaction = await this.#send(interactionType.autocomplete, `/${words} ${focused.name}`, data, person);
    return interaction.choices;
  }

  /** A person presses a button of a message. */
  async press(message: FakeMessage, labelOrCustomId: string, who: Who = {}): Promise<FakeInteraction> {
    const person = personOf(who, message.channel.guild, message.channel);
    const data = pressData(message, labelOrCustomId, person);
    return this.#send(interactionType.component, `button ${labelOrCustomId}`, data, person, message);
  }

  /** A person chooses in a select of a message. */
  async choose(
    message: FakeMessage,
    customIdOrPlaceholder: string,
    values: readonly SelectValue[],
    who: Who = {},
  ): Promise<FakeInteraction> {
    const person = personOf(who, message.channel.guild, message.channel);
    const data = chooseData(message, customIdOrPlaceholder, values, person);
    return this.#send(interactionType.component, `select ${customIdOrPlaceholder}`, data, person, message);
  }

  /** A person fills in a modal and sends it off. */
  async submit(modal: FakeModal, fields: ModalFields, who: Who = {}): Promise<FakeInteraction> {
    const { guild, channel, user, source } = modal.interaction;
    const { id, username, permissions, locale } = user;
    const person = personOf({ id, username, permissions, locale, ...who }, guild, channel);
    return this.#send(interactionType.modalSubmit, `modal ${modal.title}`, modal.submitData(fields), person, source);
  }

  /** The bot is thrown out of a guild. */
  removeGuild(guild: FakeGuild): void {
    this.world.removeGuild(guild);
  }

  /** The gateway asks the client to reconnect (op 7). */
  reconnect(): void {
    this.#gateway.reconnect();
  }

  /** The connection breaks. */
  drop(): void {
    this.#gateway.drop();
  }

  /** The session is declared invalid (op 9). */
  invalidate(isResumable: boolean): void {
    this.#gateway.invalidate(isResumable);
  }

  /** The gateway sends nothing any more over the connections there are, not even acknowledgements of heartbeats. */
  goSilent(): void {
    this.#gateway.goSilent();
  }

  /** For the fake around it: the call, where it is one of a bot. */
  parse(request: IncomingMessage): BotCall | undefined {
    return parseBotCall(request, this.applicationId);
  }

  /** For the fake around it. */
  read(request: IncomingMessage, bytes: Buffer | undefined): Promise<BotContent> {
    return readBody(request.headers['content-type'], bytes);
  }

  /** For the fake around it. */
  handle(call: BotCall, content: BotContent): Reply {
    return this.#rest.handle(call, content);
  }

  async #send(
    type: InteractionType,
    label: string,
    data: JsonObject,
    person: Person,
    source?: FakeMessage,
  ): Promise<FakeInteraction> {
    const { clock, settings, interactions, applicationId, note } = this.world;
    const interaction = new FakeInteraction({
      id: this.world.newId(),
      token: randomBytes(60).toString('base64url'),
      type,
      label,
      guild: person.channel.guild,
      person,
      source,
      data,
      startedAt: clock.monotonic(),
    });
    interactions.set(interaction.token, interaction);
    if (!this.#gateway.dispatch('INTERACTION_CREATE', interactionPayload(interaction, applicationId))) {
      throw new Error(`${label}: the bot is not logged in, nobody would see it`);
    }
    const cancelDeadline = clock.after(settings.deadlineMs, () => {
      interaction.isExpired = true;
      note('late_answer', `${label} was not answered within ${settings.deadlineMs} ms`);
    });
    const timer = setTimeout(() => {
      const { state } = interaction;
      interaction.giveUp(new Error(`${label} got no final answer within ${settings.answerTimeoutMs} ms: ${state}`));
    }, settings.answerTimeoutMs);
    timer.unref();
    void interaction.answered.then(cancelDeadline, () => undefined);
    void interaction.done.then(
      () => clearTimeout(timer),
      () => undefined,
    );
    return person.untilFirstAnswer ? interaction.answered : interaction.done;
  }
}
