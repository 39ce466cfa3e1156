import { checkMessage, checkNotEmpty } from '../check-message.ts';
import { Form } from '../form.ts';
import { isObject, type JsonObject } from '../json.ts';
import { apiError, invalidForm, type Reply } from '../reply.ts';
import type { BotContent, BotFile } from './body.ts';
import { type FakeInteraction, interactionType } from './interaction.ts';
import type { World } from './world.ts';

const ephemeralFlag = 1 << 6;

/** Why Discord would refuse a message of the bot, or undefined. */
export function checkBotMessage(
  content: BotContent,
  _world: World,
  options: { isAnswer: boolean; whole?: { body: JsonObject; files: readonly BotFile[] } },
): Reply | undefined {
  const sent = isObject(content.body) ? content.body : {};
  const flags = sent['flags'];
  const body = options.isAnswer && typeof flags === 'number' ? { ...sent, flags: flags & ~ephemeralFlag } : sent;
  const rules = { files: content.files, withComponents: true, appOwned: true, legacy: false };
  const { whole } = options;
  return (
    checkMessage(body, rules) ??
    checkNotEmpty(whole?.body ?? body, { ...rules, files: [...(whole?.files ?? []), ...content.files] })
  );
}

/** Why Discord would refuse a first answer, or undefined (Discord: Interactions, "Interaction Callback Type"). */
export function checkAnswer(body: JsonObject, content: BotContent, interaction: FakeInteraction): Reply | undefined {
  const type = Number(body['type']);
  const data = isObject(body['data']) ? body['data'] : {};
  if (!allowedTypes(interaction).includes(type)) {
    const form = new Form();
    const allowed = allowedTypes(interaction).join(', ');
    form.refuse(['type'], 'BASE_TYPE_CHOICES', `Value must be one of (${allowed}).`);
    return invalidForm(form.problems, false);
  }
  void apiError;
  if (type === 4) return checkBotMessage({ ...content, body: data }, undefined as never, { isAnswer: true });
  return undefined;
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
