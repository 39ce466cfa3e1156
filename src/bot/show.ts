import type { APIActionRowComponent, APIButtonComponentWithCustomId, APIComponentInMessageActionRow } from 'discord.js';
import { ButtonStyle, ComponentType } from 'discord.js';
import { safeLine } from '../discord/markdown.ts';
import { cleanText, cut, oneLine } from '../lib/text.ts';
import type { DeliveryStatus } from '../model/delivery.ts';
import type { Destination } from '../model/destination.ts';
import { destinationName } from '../model/destination-name.ts';
import type { Event } from '../model/event.ts';
import { formatMoney } from '../model/money.ts';
import type { Store } from '../model/store.ts';

// How things are written in Discord: the same everywhere.

export const colours = { good: 0x2eab66, warn: 0xc9742f, bad: 0xe25545, plain: 0x5a68ea } as const;

/** A moment that each reader sees in their own time zone: `5 minutes ago`. */
export const ago = (epochMs: number) => `<t:${Math.floor(epochMs / 1_000)}:R>`;

/** The same with date and time. */
export const moment = (epochMs: number) => `<t:${Math.floor(epochMs / 1_000)}:f>`;

/** Text from outside on one line, harmless and at most `most` characters long before it is escaped. */
export const safe = (text: string, most = 80) => safeLine(text, most);

/** The same for places that render no markdown: labels, choices. */
export const plain = (text: string, most = 100) => cut(oneLine(cleanText(text)), most) || '–';

export const statusMarks: Readonly<Record<DeliveryStatus, string>> = {
  pending: '🕓',
  delivered: '✅',
  failed: '❌',
  cancelled: '🚫',
  unrouted: '❔',
};

/** What a destination is called: `#sales`, or its name. */
export function placeOf(destination: Pick<Destination, 'facts' | 'name' | 'label'>): string {
  const { channelId } = destination.facts;
  const isChannel = destination.name === undefined && channelId !== undefined;
  return isChannel ? `<#${channelId}>` : safe(destinationName(destination));
}

/** What happened, in a few words without markdown: `payment.completed · Steve · €9.99`. */
export function summaryOf({ type, player, amount }: Pick<Event, 'type' | 'player' | 'amount'>, store: Store): string {
  return [type, player?.name, amount && formatMoney(amount, store.locale)]
    .flatMap((part) => (part === undefined ? [] : [plain(part, 40)]))
    .join(' · ');
}

/** Whole lines as far as there is room: in a field, unless more is said. How many are missing is said at the end. */
export function listOf(lines: readonly string[], most = 1_024, mostLines = lines.length): string {
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

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A row of components; those without a custom id that fits are left out. */
export function row(...components: readonly (APIComponentInMessageActionRow | undefined)[]): Row[] {
  const there = components.filter((one) => one !== undefined);
  return there.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: there }];
}

const styles: Record<'plain' | 'good' | 'bad' | 'main', APIButtonComponentWithCustomId['style']> = {
  plain: ButtonStyle.Secondary,
  good: ButtonStyle.Success,
  bad: ButtonStyle.Danger,
  main: ButtonStyle.Primary,
};

/** A button; undefined where there is no custom id. */
export function button(
  id: string | undefined,
  label: string,
  options: { style?: keyof typeof styles; isOff?: boolean; emoji?: string } = {},
): APIButtonComponentWithCustomId | undefined {
  if (id === undefined) return undefined;
  return {
    type: ComponentType.Button,
    custom_id: id,
    label,
    style: styles[options.style ?? 'plain'],
    disabled: options.isOff ?? false,
    ...(options.emoji === undefined ? {} : { emoji: { name: options.emoji } }),
  };
}

/** A button that opens an address. */
export function link(url: string | undefined, label: string): APIComponentInMessageActionRow | undefined {
  return url === undefined ? undefined : { type: ComponentType.Button, style: ButtonStyle.Link, url, label };
}

/** A menu of texts; undefined where there is nothing to choose. */
export function menu(
  id: string | undefined,
  placeholder: string,
  options: readonly { label: string; value: string; description?: string | undefined; emoji?: string }[],
): APIComponentInMessageActionRow | undefined {
  if (id === undefined || options.length === 0) return undefined;
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder,
    options: options.slice(0, 25).map(({ label, value, description, emoji }) => ({
      label: plain(label),
      value,
      ...(description === undefined ? {} : { description: plain(description) }),
      ...(emoji === undefined ? {} : { emoji: { name: emoji } }),
    })),
  };
}
