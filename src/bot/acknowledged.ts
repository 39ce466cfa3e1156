import { type APIEmbed, type APIMessageTopLevelComponent, ComponentType } from 'discord.js';
import { readCustomId } from '../discord/custom-id.ts';
import { messageLimits } from '../discord/limits.ts';
import { countCodePoints } from '../lib/text.ts';
import type { CommandContext } from './command-context.ts';
import { ago, colours } from './format.ts';
import type { Reply } from './slash-command.ts';

/** The message that was pressed on, with who has acknowledged it, and without the button; all else stays. */
export function acknowledged(context: CommandContext): Reply {
  const { content = '', embeds = [], components = [] } = context.message ?? {};
  const line = `✅ Acknowledged by <@${context.user.id}> ${ago(context.now)}`;
  const without = components.flatMap((row) => withoutButton(row, context.store.id));
  const hasRoom =
    embeds.length < messageLimits.embeds && sizeOf(embeds) + countCodePoints(line) <= messageLimits.embedsSum;
  if (hasRoom) {
    const note: APIEmbed = { color: colours.good, description: line };
    return { isPartial: true, embeds: [...embeds, note], components: without };
  }
  const text = [content, line].filter(Boolean).join('\n');
  return {
    isPartial: true,
    ...(countCodePoints(text) <= messageLimits.content && { content: text }),
    components: without,
  };
}

/** A row that held nothing else is gone. */
function withoutButton(row: APIMessageTopLevelComponent, store: string): APIMessageTopLevelComponent[] {
  if (row.type !== ComponentType.ActionRow) return [row];
  const components = row.components.filter(
    (one) => !('custom_id' in one) || readCustomId(one.custom_id, [store])?.action !== 'acknowledge',
  );
  return components.length === 0 ? [] : [{ ...row, components }];
}

function sizeOf(embeds: readonly APIEmbed[]): number {
  const texts = embeds.flatMap(({ title, description, author, footer, fields = [] }) => [
    title,
    description,
    author?.name,
    footer?.text,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  return texts.reduce((sum: number, text) => sum + countCodePoints(text ?? ''), 0);
}
