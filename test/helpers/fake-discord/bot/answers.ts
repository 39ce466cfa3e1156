import { isObject, type JsonObject } from '../json.ts';
import { apiError, noContent, ok, type Reply } from '../reply.ts';
import type { BotContent } from './body.ts';
import type { BotCall } from './bot-call.ts';
import { checkAnswer, checkBotMessage } from './check-answer.ts';
import type { Choice, FakeInteraction } from './interaction.ts';
import type { FakeMessage } from './message.ts';
import { FakeModal } from './modal.ts';
import type { World } from './world.ts';

const unknownInteraction = apiError(404, 10062, 'Unknown interaction');
const answeredTwice = apiError(400, 40060, 'Interaction has already been acknowledged.');
const unknownMessage = apiError(404, 10008, 'Unknown Message');
const ephemeralFlag = 1 << 6;

/** The routes by which an interaction is answered (Discord: Interactions, "Responding"). */
export class Answers {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** The first answer. */
  callback(call: BotCall, content: BotContent): Reply {
    const interaction = this.#world.interactions.get(call.params['token'] ?? '');
    if (!interaction || interaction.id !== call.params['interaction']) return unknownInteraction;
    if (interaction.firstAnswer !== undefined) {
      this.#world.note('answered_twice', interaction.label);
      return answeredTwice;
    }
    if (interaction.isExpired) return unknownInteraction;
    const body = isObject(content.body) ? content.body : {};
    const refusal = checkAnswer(body, content, interaction);
    if (refusal) return this.#refuse(interaction, refusal);

    interaction.answer(Number(body['type']), this.#world.clock.monotonic() - interaction.startedAt);
    this.#open(interaction, { ...content, body: isObject(body['data']) ? body['data'] : {} });
    return call.query.get('with_response') === 'true' ? ok(responseJson(interaction)) : noContent;
  }

  /** GET, PATCH and DELETE of `@original` or a follow-up. */
  message(call: BotCall, content: BotContent): Reply {
    const found = this.#alive(call);
    if ('refusal' in found) return found.refusal;
    const { interaction } = found;
    const isOriginal = call.params['message'] === '@original' || call.params['message'] === interaction.original?.id;
    const message = isOriginal
      ? interaction.original
      : interaction.followUps.find(({ id }) => id === call.params['message']);
    if (!message || message.isDeleted) return unknownMessage;
    switch (call.method) {
      case 'GET':
        return ok(message.json());
      case 'PATCH': {
        const refusal = this.#fill(interaction, message, content);
        if (refusal) return refusal;
        if (isOriginal) interaction.finish();
        return ok(message.json());
      }
      case 'DELETE':
        message.delete();
        if (isOriginal) interaction.finish();
        return noContent;
      default:
        return apiError(405, 0, '405: Method Not Allowed');
    }
  }

  /** A follow-up; the first one after "is thinking" takes its place. */
  followUp(call: BotCall, content: BotContent): Reply {
    const found = this.#alive(call);
    if ('refusal' in found) return found.refusal;
    const { interaction } = found;
    const { original } = interaction;
    if (original?.isThinking) {
      const refusal = this.#fill(interaction, original, content);
      if (refusal) return refusal;
      interaction.finish();
      return ok(original.json());
    }
    const refusal = checkBotMessage(content, { isAnswer: true });
    if (refusal) return this.#refuse(interaction, refusal);
    const message = this.#add(interaction, content);
    interaction.followUps.push(message);
    if (interaction.firstAnswer === 6) interaction.finish();
    return ok(message.json());
  }

  #alive(call: BotCall): { interaction: FakeInteraction } | { refusal: Reply } {
    const interaction = this.#world.interactions.get(call.params['token'] ?? '');
    const { clock, settings } = this.#world;
    if (!interaction || clock.monotonic() - interaction.startedAt > settings.tokenLifeMs) {
      return { refusal: apiError(401, 50027, 'Invalid Webhook Token') };
    }
    // Before the first answer there is no such webhook (discord-api-docs, "Followup Messages").
    if (interaction.firstAnswer === undefined) return { refusal: apiError(404, 10015, 'Unknown Webhook') };
    return { interaction };
  }

  #open(interaction: FakeInteraction, content: BotContent): void {
    const data: JsonObject = isObject(content.body) ? content.body : {};
    switch (interaction.firstAnswer) {
      case 4:
        interaction.original = this.#add(interaction, content);
        break;
      case 5:
        interaction.original = this.#add(interaction, content, true);
        return;
      case 6:
        interaction.original = interaction.source;
        return;
      case 7:
        interaction.original = interaction.source;
        if (interaction.source) this.#edit(interaction.source, content);
        break;
      case 8:
        interaction.choices = data['choices'] as readonly Choice[];
        break;
      default:
        interaction.shownModal = new FakeModal(data, interaction);
    }
    interaction.finish();
  }

  #add(interaction: FakeInteraction, content: BotContent, isThinking = false): FakeMessage {
    const flags = isObject(content.body) ? Number(content.body['flags'] ?? 0) : 0;
    const onlyFor = (flags & ephemeralFlag) !== 0 ? interaction.user.id : undefined;
    return this.#world.addMessage({ channel: interaction.channel, content, onlyFor, isThinking, isAnswer: true });
  }

  #fill(interaction: FakeInteraction, message: FakeMessage, content: BotContent): Reply | undefined {
    const { body, kept } = message.preview(content);
    const refusal = checkBotMessage(content, { isAnswer: true, whole: { body, files: kept } });
    if (refusal) return this.#refuse(interaction, refusal);
    this.#edit(message, content);
    return undefined;
  }

  #edit(message: FakeMessage, content: BotContent): void {
    message.edit(content);
    this.#world.noteFaults(message, content.body);
  }

  #refuse(interaction: FakeInteraction, refusal: Reply): Reply {
    const detail = `${interaction.label}: ${refusal.status} ${JSON.stringify(refusal.body)}`;
    interaction.refusals.push(detail);
    this.#world.note('invalid_answer', detail);
    return refusal;
  }
}

/** Discord: Interactions, "Interaction Callback Response Object". */
function responseJson(interaction: FakeInteraction): JsonObject {
  const { original, firstAnswer } = interaction;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(original && {
        response_message_id: original.id,
        response_message_loading: original.isThinking,
        response_message_ephemeral: original.isEphemeral,
      }),
    },
    resource: { type: firstAnswer, ...(original && { message: original.json() }) },
  };
}
