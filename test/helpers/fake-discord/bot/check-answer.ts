import { checkMessage, checkNotEmpty } from '../check-message.ts';
import { Form } from '../form.ts';
import { isObject, type JsonObject, listOf } from '../json.ts';
import { invalidForm, type Reply } from '../reply.ts';
import type { BotContent, BotFile } from './body.ts';
import { checkChoices } from './check-choices.ts';
import { checkModal } from './check-modal.ts';
import { checkParts } from './check-parts.ts';
import { type FakeInteraction, interactionType } from './interaction.ts';

const ephemeralFlag = 1 << 6;

/** What decides on a message of the bot besides itself. */
export interface BotMessageRules {
  /** It answers an interaction, and may be ephemeral. */
  isAnswer: boolean;
  /** What an edit makes of the whole message; `files` are those that it keeps. */
  whole?: { body: JsonObject; files: readonly BotFile[] };
}

/** Why Discord would refuse a message of the bot, or undefined. */
export function checkBotMessage(content: BotContent, { isAnswer, whole }: BotMessageRules): Reply | undefined {
  const sent = isObject(content.body) ? content.body : {};
  const { flags } = sent;
  const body = isAnswer && typeof flags === 'number' ? { ...sent, flags: flags & ~ephemeralFlag } : sent;
  const rules = { files: content.files, withComponents: true, appOwned: true, legacy: false };
  const form = new Form();
  checkParts(form, body['components']);
  return (
    checkMessage(body, rules) ??
    refusalOf(form) ??
    checkNotEmpty(whole?.body ?? body, { ...rules, files: [...(whole?.files ?? []), ...content.files] })
  );
}

/** Why Discord would refuse a first answer, or undefined (Discord: Interactions, "Interaction Callback Type"). */
export function checkAnswer(body: JsonObject, content: BotContent, interaction: FakeInteraction): Reply | undefined {
  const form = new Form();
  const data = isObject(body['data']) ? body['data'] : {};
  const allowed = allowedTypes(interaction);
  if (!allowed.includes(Number(body['type']))) {
    form.refuse(['type'], 'BASE_TYPE_CHOICES', `Value must be one of (${allowed.join(', ')}).`);
    return refusalOf(form);
  }
  switch (body['type']) {
    case 4:
      return underData(checkBotMessage({ ...content, body: data }, { isAnswer: true }));
    case 5:
      checkDeferral(form, data);
      break;
    case 7:
      return underData(checkUpdate(data, content, interaction));
    case 8:
      form.require(['data', 'choices'], data['choices']);
      checkChoices(form, ['data', 'choices'], data['choices'], focusedKind(interaction.data));
      break;
    case 9:
      checkModal(form, data);
      break;
    default:
  }
  return refusalOf(form);
}

/** In a first answer the message stands under `data`, and so do its errors. */
function underData(refusal: Reply | undefined): Reply | undefined {
  const body = isObject(refusal?.body) ? refusal.body : {};
  return refusal && isObject(body['errors'])
    ? { ...refusal, body: { ...body, errors: { data: body['errors'] } } }
    : refusal;
}

function refusalOf(form: Form): Reply | undefined {
  return form.problems.length > 0 ? invalidForm(form.problems, false) : undefined;
}

function checkDeferral(form: Form, data: JsonObject): void {
  const { flags } = data;
  if (typeof flags === 'number' && (flags & ~ephemeralFlag) !== 0) {
    form.refuse(['data', 'flags'], 'BASE_TYPE_CHOICES', `Value must be one of {0, ${ephemeralFlag}}.`);
  }
}

function checkUpdate(data: JsonObject, content: BotContent, { source }: FakeInteraction): Reply | undefined {
  const update = { ...content, body: data };
  const after = source?.preview(update);
  return checkBotMessage(update, {
    isAnswer: true,
    ...(after && { whole: { body: after.body, files: after.kept } }),
  });
}

/** What an autocomplete is about, which decides what its choices may be. */
function focusedKind(data: JsonObject): 'text' | 'number' {
  const options = listOf(data['options']).filter(isObject);
  const focused = options.find((option) => option['focused'] === true);
  if (focused) return focused['type'] === 3 ? 'text' : 'number';
  return options.some((option) => focusedKind(option) === 'number') ? 'number' : 'text';
}

function allowedTypes({ type, source }: FakeInteraction): readonly number[] {
  switch (type) {
    case interactionType.autocomplete:
      return [8];
    case interactionType.command:
      return [4, 5, 9];
    case interactionType.component:
      return [4, 5, 6, 7, 9];
    case interactionType.modalSubmit:
      return source ? [4, 5, 6, 7] : [4, 5];
  }
}
