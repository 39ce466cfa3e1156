import type { FakeInteraction } from '../helpers/fake-discord/bot/interaction.ts';
import type { FakeMessage } from '../helpers/fake-discord/bot/message.ts';
import type { JsonObject } from '../helpers/fake-discord/json.ts';

// What a person sees of a message.

/** Content, and all of its embeds. */
export function textOf({ body }: Pick<FakeMessage, 'body'>): string {
  const embeds = (Array.isArray(body['embeds']) ? body['embeds'] : []) as {
    title?: string;
    description?: string;
    fields?: { name: string; value: string }[];
    footer?: { text: string };
  }[];
  const parts = embeds.flatMap(({ title, description, fields = [], footer }) => [
    title,
    description,
    ...fields.map(({ name, value }) => `${name}: ${value}`),
    footer?.text,
  ]);
  return [body['content'], ...parts].filter((part) => typeof part === 'string' && part !== '').join('\n');
}

/** What the person was told: the answer, or what stands beside it for the person alone. */
export function told(interaction: FakeInteraction): string {
  const beside = interaction.followUps.at(-1);
  return textOf(beside ?? interaction.message);
}

const parts = ({ components }: Pick<FakeMessage, 'components'>): JsonObject[] =>
  components.flatMap((row) => (Array.isArray(row['components']) ? (row['components'] as JsonObject[]) : []));

/** The labels of the buttons that can be pressed. */
export function buttonsOf(message: FakeMessage): string[] {
  return parts(message)
    .filter(({ type, disabled }) => type === 2 && disabled !== true)
    .map(({ label }) => String(label));
}

/** The labels of what a menu offers. */
export function optionsOf(message: FakeMessage): string[] {
  const options = parts(message).flatMap(({ options: some }) => (Array.isArray(some) ? (some as JsonObject[]) : []));
  return options.map(({ label }) => String(label));
}

/** Every custom id. */
export function customIdsOf(message: FakeMessage): string[] {
  return parts(message).flatMap(({ custom_id: id }) => (typeof id === 'string' ? [id] : []));
}
