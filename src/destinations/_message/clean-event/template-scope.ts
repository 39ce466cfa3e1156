import { iso } from '../../../lib/iso.ts';
import { templatePaths } from '../../../lib/template.ts';
import { oneLine } from '../../../lib/text.ts';
import { pathsOf } from '../../../looks/catalogue.ts';
import { commonField } from '../../../looks/names.ts';
import { own, valueAt } from '../../../looks/value-at.ts';
import type { Event, Person } from '../../../model/event.ts';
import type { Store } from '../../../model/store.ts';
import { plainValue } from '../plain-value.ts';
import type { Cleaner } from './cleaner.ts';
import { copyShown } from './copy-shown.ts';
import { templateValue } from './template-value.ts';

/**
 * The values that a template of the store may fill in, under the names of `POST /v1/events` and the common ones, but
 * for those that must not be shown. Objects are written as people write them, whatever filter takes them as text.
 *
 * @param template tells which of them are wanted
 */
export function templateScope(event: Event, store: Store, cleaner: Cleaner, template: string): object {
  const { id, type, category, severity, title, description, url, player, recipient, amount, application } = event;
  const asText = (value: object) => {
    const clean = templateValue(value, undefined, '', cleaner);
    return clean === undefined ? '' : plainValue(clean, store);
  };
  const copied = (value: unknown) => copyShown(value, cleaner, asText);
  const data = copied(event.data);
  const shown = { ...event, data: data as Event['data'] };
  const paths = templatePaths(template);
  const common = paths.flatMap(([name]) =>
    typeof name === 'string' ? [[name, commonValue(shown, name, cleaner)?.value]] : [],
  );
  return {
    ...Object.fromEntries(common),
    ...{ id, type, category, severity, title, description, url, application },
    occurred_at: iso(event.occurredAt),
    correlation_id: event.correlationId,
    store: store.name,
    player: copied(onOneLine(player)),
    recipient: copied(onOneLine(recipient)),
    amount: copied(amount),
    data,
    fields: copied(Object.fromEntries((event.fields ?? []).map(({ name, value }) => [name, value]))),
    variables: inAnyCase(own(data, 'variables'), paths),
  };
}

/** The first value that a common name leads to, and its path; undefined where there is none to show. */
export function commonValue(
  event: Event,
  name: string,
  cleaner: Cleaner,
): { path: string; value: unknown } | undefined {
  const field = commonField(name);
  if (field === undefined) return undefined;
  return pathsOf(field)
    .filter((path) => cleaner.allows(path))
    .map((path) => ({ path, value: valueAt(event, path) }))
    .find(({ path, value }) => templateValue(value, field.as, path, cleaner) !== undefined);
}

function onOneLine(person: Person | undefined): Person | undefined {
  return person && { ...person, name: oneLine(person.name) };
}

/** BotGhost's names come in lower case, whatever case their owner knows them by. */
function inAnyCase(variables: unknown, paths: readonly (readonly (string | number)[])[]): unknown {
  if (typeof variables !== 'object' || variables === null) return variables;
  for (const [root, name] of paths) {
    if (root !== 'variables' || typeof name !== 'string' || own(variables, name) !== undefined) continue;
    const value = own(variables, name.toLowerCase());
    if (value !== undefined) Object.defineProperty(variables, name, { value, configurable: true });
  }
  return variables;
}
