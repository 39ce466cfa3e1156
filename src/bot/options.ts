import { interactionLimits } from '../discord/limits.ts';
import { parseDuration } from '../lib/duration.ts';
import { categories, type EventCategory, eventCategories } from '../model/category.ts';
import type { deliveryStatuses } from '../model/delivery.ts';
import { destinationName } from '../model/destination-name.ts';
import { CrierError } from '../model/errors.ts';
import { samples } from '../samples/events.ts';
import type { CommandContext } from './command-context.ts';
import { deliveriesLike } from './find-delivery.ts';
import { placeOf, plain, statusMarks, summaryOf } from './format.ts';
import type { CommandOption, LocalizedText, Suggestion } from './slash-command.ts';

// Options that several commands have, so that they mean the same everywhere.

const categoryWords: Readonly<Record<EventCategory, LocalizedText>> = {
  transactions: { en: 'Transactions', de: 'Zahlungen' },
  errors: { en: 'Errors', de: 'Fehler' },
  processing: { en: 'Processing', de: 'Abwicklung' },
  gifting: { en: 'Gifting', de: 'Geschenke' },
  loyalty: { en: 'Loyalty', de: 'Treue' },
  subscriptions: { en: 'Subscriptions', de: 'Abonnements' },
  subscribe: { en: 'Subscribe', de: 'Neue Abonnements' },
  unsubscribe: { en: 'Unsubscribe', de: 'Kündigungen' },
  other: { en: 'Other', de: 'Anderes' },
};

/** The name of a category for people. */
export const categoryName = (category: EventCategory): string => categoryWords[category].en;

const fitting = (typed: string) => (text: string) => text.toLowerCase().includes(typed.trim().toLowerCase());

export const categoryOption: CommandOption = {
  kind: 'text',
  choices: categoryWords,
  description: { en: 'Only this category', de: 'Nur diese Kategorie' },
};

/** The category that was chosen of `categoryOption`. */
export function categoryIn(text: string | undefined): EventCategory | undefined {
  return eventCategories.find((category) => category === text);
}

const statusWords = {
  failed: { en: 'Failed', de: 'Fehlgeschlagen' },
  held: { en: 'Held, may have arrived', de: 'Angehalten, vielleicht angekommen' },
  pending: { en: 'On its way', de: 'Unterwegs' },
  delivered: { en: 'Delivered', de: 'Zugestellt' },
  cancelled: { en: 'Cancelled', de: 'Abgebrochen' },
  unrouted: { en: 'Waits for a route', de: 'Wartet auf eine Route' },
} satisfies Record<(typeof deliveryStatuses)[number], LocalizedText>;

export const statusOption: CommandOption = {
  kind: 'text',
  choices: statusWords,
  description: { en: 'Only with this status', de: 'Nur mit diesem Status' },
};

export const playerOption: CommandOption & { kind: 'text' } = {
  kind: 'text',
  longest: 60,
  description: { en: 'Of this player', de: 'Von diesem Spieler' },
  suggest: async (context, typed) =>
    (await context.actions.players.list(context.actor, typed)).map((name) => ({ name, value: name })),
};

export const typeOption: CommandOption = {
  kind: 'text',
  longest: 60,
  description: { en: 'Only this event type, such as payment.completed', de: 'Nur dieser Typ, etwa payment.completed' },
  suggest: (_context, typed) => [...samples.keys()].filter(fitting(typed)).map((type) => ({ name: type, value: type })),
};

const periods: Readonly<Record<string, LocalizedText>> = {
  '1h': { en: 'Last hour', de: 'Letzte Stunde' },
  '24h': { en: 'Last 24 hours', de: 'Letzte 24 Stunden' },
  '7d': { en: 'Last 7 days', de: 'Letzte 7 Tage' },
  '30d': { en: 'Last 30 days', de: 'Letzte 30 Tage' },
};

/** A stretch of time until now; chosen or typed: `36h`. */
export const sinceOption: CommandOption = {
  kind: 'text',
  longest: 10,
  description: { en: 'Since when: 1h, 24h, 7d …', de: 'Seit wann: 1h, 24h, 7d …' },
  suggest: (_context, typed) =>
    Object.entries(periods)
      .filter(([value, { en, de }]) => [value, en, de].some(fitting(typed)))
      .map(([value, { en }]) => ({ name: en, value })),
};

/** A length of time such as `2h`, in milliseconds. @throws CrierError `invalid_request`. */
export function durationIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = parseDuration(text);
  if (parsed !== undefined && parsed > 0) return parsed;
  throw new CrierError('invalid_request', `"${text}" is no length of time. Write a number and a unit: 30m, 2h, 7d.`);
}

/** A delivery, chosen by what it is about; typed text is searched. */
export const deliveryOption: CommandOption = {
  kind: 'text',
  longest: interactionLimits.choiceText,
  isRequired: true,
  description: { en: 'Which: type a player, a type, an id', de: 'Welche: Spieler, Typ oder Id eingeben' },
  suggest: (context, typed) => deliverySuggestions(context, typed),
};

async function deliverySuggestions(context: CommandContext, typed: string): Promise<Suggestion[]> {
  const rows = await deliveriesLike(context, typed.trim(), interactionLimits.choices);
  return rows.map(({ delivery, event }) => {
    const minutes = Math.max(0, Math.round((context.now - delivery.createdAt) / 60_000));
    const age =
      minutes < 120
        ? `${minutes} min`
        : minutes < 2_880
          ? `${Math.round(minutes / 60)} h`
          : `${Math.round(minutes / 1_440)} d`;
    return { name: `${statusMarks[delivery.status]} ${summaryOf(event, context.store)} · ${age}`, value: delivery.id };
  });
}

/** The key of a route that there is. */
export const routeOption: CommandOption = {
  kind: 'text',
  longest: interactionLimits.choiceText,
  isRequired: true,
  description: { en: 'Which route', de: 'Welche Route' },
  suggest: ({ actions, actor }, typed) =>
    actions.routes
      .list(actor)
      .filter(({ route }) => fitting(typed)(route.key))
      .map(({ route, destination }) => ({
        name: `${route.key} → ${destination === undefined ? 'nowhere yet' : destinationName(destination)}`,
        value: route.key,
      })),
};

/** The key that a route may have: default, a category, a type or a pattern. */
export const routeKeyOption: CommandOption = {
  kind: 'text',
  longest: 60,
  isRequired: true,
  description: {
    en: 'default, a category, a type or a pattern such as payment.*',
    de: 'default, eine Kategorie, ein Typ oder ein Muster wie payment.*',
  },
  suggest: (_context, typed) => {
    const keys: Suggestion[] = [
      { name: 'default: everything else', value: 'default' },
      ...categories.map((category) => ({ name: `${category}: ${categoryWords[category].en}`, value: category })),
      ...[...samples.keys()].map((type) => ({ name: type, value: type })),
    ];
    const own = { name: `${plain(typed, 90)} (a type or pattern)`, value: typed.trim() };
    const found = keys.filter(({ name }) => fitting(typed)(name));
    return typed.includes('.') && !found.some(({ value }) => value === own.value) ? [own, ...found] : found;
  },
};

/** A destination that routes or subscriptions lead to. */
export const destinationOption: CommandOption = {
  kind: 'text',
  longest: interactionLimits.choiceText,
  description: { en: 'Which destination; all where it is left out', de: 'Welches Ziel; sonst alle' },
  suggest: (context, typed) =>
    context.actions.destinations
      .list(context.actor)
      .map((destination) => {
        const state = destination.state === 'active' ? '' : ` (${destination.state})`;
        return {
          name: `${destinationName(destination)}${state}`,
          value: destination.id,
        };
      })
      .filter(({ name }) => fitting(typed)(name)),
};

/** The name of a destination, by id or name, for a sentence. */
export function placeNamed(context: CommandContext, nameOrId: string): string {
  const found = context.actions.destinations.find(context.actor, nameOrId);
  return found === undefined ? plain(nameOrId) : placeOf(found);
}
