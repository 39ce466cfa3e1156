import { humanise } from '../lib/humanise.ts';
import { fillTemplate, isTemplate } from '../lib/template.ts';
import { type Category, matchesType, parentCategory } from '../model/category.ts';
import type { Event, Severity } from '../model/event.ts';
import type { CategoryLooks, Look, LookOverride } from '../model/look.ts';
import type { Store } from '../model/store.ts';
import { palette } from './_palette.ts';
import errors from './errors.ts';
import gifting from './gifting.ts';
import loyalty from './loyalty.ts';
import processing from './processing.ts';
import subscribe from './subscribe.ts';
import subscriptions from './subscriptions.ts';
import transactions from './transactions.ts';
import unsubscribe from './unsubscribe.ts';

/** Every category's looks; the type keeps a new category from being forgotten. */
export const looksByCategory: Record<Category, CategoryLooks> = {
  transactions,
  errors,
  processing,
  gifting,
  loyalty,
  subscriptions,
  subscribe,
  unsubscribe,
};

/** A look as one event of one store is shown. */
export interface ChosenLook extends Omit<Look, 'hide'> {
  /** The title that the store set: it stands over the event's own. */
  storeTitle: string | undefined;
  /** The text that the store set, instead of the event's description. */
  storeText: string | undefined;
  /** Paths or labels of fields that are left out. */
  hide: ReadonlySet<string>;
}

const generic: Look = { for: '*', title: 'Event', icon: '📣', colour: palette.blurple };

const byKey = new Map<string, Look>();
for (const look of Object.values(looksByCategory).flatMap(({ looks }) => looks)) byKey.set(look.for, look);

/**
 * The look of an event: of its exact type, else of the longest pattern, else of its category, else a
 * generic one; with what the store changes. The store's keys may be types, patterns and categories too: the more
 * exact one counts, part by part. Severity tints the colour: `critical` always, others where the store set none.
 */
export function lookFor(event: Event, store: Store): ChosenLook {
  const base = baseLook(event);
  const overrides = overridesFor(event, store.looks);
  const own = <K extends keyof LookOverride>(part: K) => overrides.find((each) => each[part] !== undefined)?.[part];
  const colour = own('colour');
  return {
    ...base,
    icon: own('icon') ?? base.icon,
    colour:
      event.severity === 'critical'
        ? palette.crimson
        : (colour ?? askedColour(base, event) ?? tinted(base.colour, event.severity)),
    fields: own('fields') ?? base.fields ?? [],
    storeTitle: filled(own('title'), event),
    storeText: filled(own('text'), event),
    hide: new Set([...(base.hide ?? []), ...overrides.flatMap(({ hide }) => hide ?? [])]),
  };
}

/** A text of the store with the event's values in it; one that cannot be filled in counts as not set. */
function filled(text: string | undefined, event: Event): string | undefined {
  if (text === undefined || !isTemplate(text)) return text;
  const { type, category, severity, title, description, url, player, recipient, amount, application, data } = event;
  const fields = Object.fromEntries((event.fields ?? []).map(({ name, value }) => [name, value]));
  const variables = data?.['variables'];
  const about = { type, category, severity, title, description, url, player, recipient, amount, application };
  return fillTemplate(text, { ...about, data, fields, variables });
}

function baseLook(event: Event): Look {
  const exact = byKey.get(event.type);
  if (exact !== undefined) return exact;
  for (let dot = event.type.lastIndexOf('.'); dot > 0; dot = event.type.lastIndexOf('.', dot - 1)) {
    const pattern = byKey.get(`${event.type.slice(0, dot)}.*`);
    if (pattern !== undefined) return { ...pattern, title: humanise(event.type) };
  }
  return { ...(byKey.get(event.category) ?? generic), title: humanise(event.type) };
}

/** The most exact first. */
function overridesFor(event: Event, overrides: Store['looks']): LookOverride[] {
  const keys = Object.keys(overrides);
  if (keys.length === 0) return [];
  const patterns = keys.filter((key) => key !== event.type && key.includes('*') && matchesType(key, event.type));
  const named = patterns.filter((key) => key !== '*').sort((a, b) => b.length - a.length);
  const parent = parentCategory[event.category];
  const general = [event.category, ...(parent === undefined ? [] : [parent]), ...(patterns.includes('*') ? ['*'] : [])];
  return [event.type, ...named, ...general].flatMap((key) => {
    const override = Object.hasOwn(overrides, key) ? overrides[key] : undefined;
    return override === undefined ? [] : [override];
  });
}

function askedColour({ colours = {} }: Look, { data }: Event): number | undefined {
  const word = String(data?.['color']);
  return Object.hasOwn(colours, word) ? colours[word] : undefined;
}

const alarming: ReadonlySet<number> = new Set([palette.red, palette.crimson]);
const noticeable: ReadonlySet<number> = new Set([...alarming, palette.amber]);

function tinted(colour: number, severity: Severity): number {
  if (severity === 'error') return alarming.has(colour) ? colour : palette.red;
  if (severity === 'warning') return noticeable.has(colour) ? colour : palette.amber;
  if (severity === 'success') return alarming.has(colour) ? palette.money : colour;
  return colour;
}
