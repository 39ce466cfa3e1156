import { looksByCategory } from '../../looks/catalogue.ts';
import { lookFor } from '../../looks/look-for.ts';
import { categoryOf, type EventCategory, severityOf } from '../../model/category.ts';
import { type EventInput, typePattern } from '../../model/event.ts';
import type { EventType } from '../../model/event-type.ts';
import { defaultStore } from '../../model/store.ts';
import { completeEvent } from '../../pipeline/accept/complete-event.ts';
import { samplesAt } from '../../samples/events.ts';
import type { EventDeps } from './event-deps.ts';

const plain = { ...defaultStore, id: 'main', name: 'main' };

/** The event types that have a look, a sample or a source, by category and name. Says nothing of any store. */
export function listEventTypes({ sources, clock }: Pick<EventDeps, 'sources' | 'clock'>): EventType[] {
  const samples = samplesAt(clock.now());
  const tellers = new Map<string, string[]>();
  const categories = new Map<string, EventCategory>();
  const note = (type: string, category: EventCategory, source?: string) => {
    if (!typePattern.test(type)) return;
    if (!categories.has(type)) categories.set(type, categoryOf(type) ?? category);
    const known = tellers.get(type) ?? [];
    if (source !== undefined && !known.includes(source)) tellers.set(type, [...known, source]);
  };
  for (const { category, looks } of Object.values(looksByCategory)) {
    for (const look of looks) if (look.for.includes('.')) note(look.for, category);
  }
  for (const { type, category = 'other' } of samples.values()) note(type, category);
  for (const { id, events } of sources.values()) for (const { type, category } of events) note(type, category, id);
  return [...categories]
    .map(([type, category]) => describe(type, category, tellers.get(type) ?? [], samples.get(type)))
    .sort((a, b) => a.category.localeCompare(b.category) || a.type.localeCompare(b.type));
}

function describe(
  type: string,
  category: EventCategory,
  sources: readonly string[],
  sample: EventInput | undefined,
): EventType {
  const { title, icon, fields: shown } = lookFor({ ...completeEvent({ type }, 'main', 0), category }, plain);
  const fields = shown.map(({ label = '', from, as }) => ({ label, from, as }));
  return { type, category, severity: severityOf(type), title, icon, fields, sources, sample };
}
