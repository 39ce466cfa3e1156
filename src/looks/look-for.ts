import { humanise } from '../lib/humanise.ts';
import { matchesType, parentCategory } from '../model/category.ts';
import type { Event, Severity } from '../model/event.ts';
import type { Look, LookOverride, ShownField } from '../model/look.ts';
import type { Store } from '../model/store.ts';
import { palette } from './_palette.ts';
import { allLooks } from './catalogue.ts';
import { hiddenBy } from './hidden.ts';
import { completeField } from './names.ts';

/** A look as one event of one store is shown. */
export interface ChosenLook extends Omit<Look, 'hide' | 'fields'> {
  /** The title that the store set, not filled in: it stands over the event's own. */
  storeTitle: string | undefined;
  /** The text that the store set, not filled in, instead of the event's description. */
  storeText: string | undefined;
  fields: readonly ShownField[];
  /** True where the store listed the fields: no others are shown. */
  isListed: boolean;
  /** Paths, and labels in lower case, of what is left out. */
  hide: ReadonlySet<string>;
}

const generic: Look = { for: '*', title: 'Event', icon: '📣', colour: palette.blurple };

const byKey = new Map<string, Look>();
for (const look of allLooks) byKey.set(look.for, look);

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
  const listed = own('fields');
  return {
    ...base,
    icon: own('icon') ?? base.icon,
    colour:
      event.severity === 'critical'
        ? palette.crimson
        : (colour ?? askedColour(base, event) ?? tinted(base.colour, event.severity)),
    fields: listed?.map(completeField) ?? base.fields ?? [],
    isListed: listed !== undefined,
    storeTitle: own('title'),
    storeText: own('text'),
    hide: hiddenBy([...(base.hide ?? []), ...overrides.flatMap(({ hide }) => hide ?? [])]),
  };
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
