import { embedLimits, interactionLimits } from '../discord/limits.ts';
import { safeLine } from '../discord/markdown.ts';
import { cleanText, cut, oneLine } from '../lib/text.ts';
import type { DeliveryStatus } from '../model/delivery.ts';
import type { Destination } from '../model/destination.ts';
import { destinationName } from '../model/destination-name.ts';
import type { Event } from '../model/event.ts';
import { formatMoney } from '../model/money.ts';
import type { WellBeing } from '../model/need.ts';
import type { Store } from '../model/store.ts';

// The way that things are written in Discord: the same everywhere.

export const colours = { good: 0x2eab66, warn: 0xc9742f, bad: 0xe25545, plain: 0x5a68ea } as const;

/** The one light for each state, wherever something has one. */
export const lights: Readonly<Record<WellBeing | 'deleted', string>> = {
  ok: '🟢',
  attention: '🟡',
  broken: '🔴',
  deleted: '⚫',
};

/** A moment that each reader sees in their own time zone: `5 minutes ago`. */
export const ago = (epochMs: number) => `<t:${Math.floor(epochMs / 1_000)}:R>`;

/** The same with date and time. */
export const moment = (epochMs: number) => `<t:${Math.floor(epochMs / 1_000)}:f>`;

/** Text from outside on one line, harmless and at most `most` characters long before it is escaped. */
export const safe = (text: string, most = 80) => safeLine(text, most);

/** The same for places that render no markdown: labels, choices. */
export const plain = (text: string, most: number = interactionLimits.choiceText) =>
  cut(oneLine(cleanText(text)), most) || '–';

export const statusMarks: Readonly<Record<DeliveryStatus, string>> = {
  pending: '🕓',
  delivered: '✅',
  failed: '❌',
  held: '✋',
  cancelled: '🚫',
  unrouted: '❔',
};

/** A destination by its channel, `#sales`, or its name. */
export function placeOf(destination: Pick<Destination, 'facts' | 'name' | 'label'>): string {
  const { channelId } = destination.facts;
  const isChannel = destination.name === undefined && channelId !== undefined;
  return isChannel ? `<#${channelId}>` : safe(destinationName(destination));
}

/** An event in a few words without markdown: `payment.completed · Steve · €9.99`. */
export function summaryOf({ type, player, amount }: Pick<Event, 'type' | 'player' | 'amount'>, store: Store): string {
  return [type, player?.name, amount && formatMoney(amount, store.locale)]
    .flatMap((part) => (part === undefined ? [] : [plain(part, 40)]))
    .join(' · ');
}

/** Whole lines as far as there is room: in a field, unless more is said. The number of the missing ones is said at the end. */
export function listOf(
  lines: readonly string[],
  most: number = embedLimits.fieldValue,
  mostLines = lines.length,
): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const rest = `\n… and ${lines.length - index} more`;
    const isLast = index === lines.length - 1;
    const isFull = text.length + 1 + line.length + (isLast ? 0 : rest.length) > most;
    if (isFull || index >= mostLines) return `${text}${rest}`.trim();
    text += `${text === '' ? '' : '\n'}${line}`;
  }
  return text === '' ? '–' : text;
}
