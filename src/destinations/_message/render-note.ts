import { messageLimits } from '../../discord/limits.ts';
import { makeValid } from '../../discord/make-valid.ts';
import { breakEveryone, escapeMarkdown } from '../../discord/markdown.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import { countCodePoints } from '../../lib/text.ts';
import { palette } from '../../looks/_palette.ts';
import type { LaneItem, RenderOptions } from '../../model/destination-kind.ts';
import type { CleanEvent } from './clean-event/clean-event.ts';
import type { RenderedMessage } from './rendered-message.ts';

/** Text has no colour of its own: a disc says it. */
const discs = new Map<number, string>([
  [palette.pending, '🔵'],
  [palette.money, '🟢'],
  [palette.amber, '🟠'],
  [palette.red, '🔴'],
  [palette.crimson, '🔴'],
  [palette.gold, '🟡'],
  [palette.violet, '🟣'],
]);

/**
 * An event as small lines of text instead of a card (Discord: Markdown Text, "Subtext"). Pings nobody but the role that
 * its route names.
 *
 * @returns undefined where it does not fit, or holds what only a card shows: it is shown as a card then.
 */
export function renderNote(
  { event: { files }, route }: LaneItem,
  event: CleanEvent,
  options: RenderOptions,
): RenderedMessage | undefined {
  if (event.fields.wanted.length > 0 || files !== undefined) return undefined;
  const content = contentOf(event, isSnowflake(route?.mentionRole) ? route.mentionRole : undefined);
  if (countCodePoints(content) > messageLimits.content) return undefined;
  const buttons = event.links.map(
    ({ label, url }) => ({ type: 2, style: 5, label: breakEveryone(label), url }) as const,
  );
  const body = makeValid({
    content,
    username: options.omit.has('username') ? undefined : route?.username,
    avatar_url: route?.avatarUrl,
    allowed_mentions: { parse: [], roles: isSnowflake(route?.mentionRole) ? [route.mentionRole] : [] },
    components: buttons.length === 0 ? [] : [{ type: 1, components: buttons }],
  });
  return { count: 1, body, files: [] };
}

function contentOf(
  { title, senderTitle, icon, colour, url, sentence, description, stackTrace, player }: CleanEvent,
  role?: string,
) {
  const name = player === undefined || player.name === title ? '' : escaped(player.name);
  const head = [name, senderTitle === '' ? '' : `**${escaped(title)}**`, escaped(sentence)];
  const texts = [description, stackTrace, url ?? ''].flatMap((text) => escaped(text).split('\n'));
  const lines = [head.filter((part) => part !== '').join(' · '), ...texts].filter((line) => line.trim() !== '');
  const shown = lines.map((line, index) => `-# ${index === 0 ? `${discs.get(colour) ?? icon} ` : ''}${line}`);
  return [...(role === undefined ? [] : [`<@&${role}>`]), ...shown].join('\n');
}

function escaped(text: string): string {
  return escapeMarkdown(breakEveryone(text));
}
