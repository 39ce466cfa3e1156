import { categories } from '../../src/model/category.ts';
import { typePattern } from '../../src/model/event.ts';
import type { Source, SourceEvent, SourceEventHelp } from '../../src/model/source.ts';

// What every source is held to, as functions that answer what is wrong.

/** A word in angle brackets, for whatever a platform says there: `log.<event>`. */
const variablePart = /<\w+>/g;

/** True where a row of a source's table tells of an event. A type that is one variable part has whatever category. */
export function tellsOf(row: SourceEventHelp, event: SourceEvent): boolean {
  const pattern = row.type.replaceAll('.', '\\.').replaceAll(variablePart, '.+');
  if (!new RegExp(`^${pattern}$`).test(event.type)) return false;
  return row.category === event.category || /^<\w+>$/.test(row.type);
}

/** Whether a source says that it makes such an event. */
export function isDeclared(source: Source, event: SourceEvent): boolean {
  return source.events.some((row) => tellsOf(row, event));
}

/** What a source does not say of itself as it should. */
export function mannerFaults(file: string, source: Source): string[] {
  const { id, title, link, secret, setup, events } = source;
  const wrong = (ok: boolean, sentence: string) => (ok ? [] : [`${file}: ${sentence}`]);
  return [
    ...wrong(id === file, `its id is ${id}, and its file is called otherwise`),
    ...wrong(/^[a-z][a-z0-9-]*$/.test(id), 'its id is no word for an address'),
    ...wrong(/^\S.*\S$/.test(title), 'it has no title'),
    ...wrong(URL.canParse(link) && link.startsWith('https://'), 'its link is no https address'),
    ...wrong(/^[A-Z].+/.test(secret.name), 'the name of its secret is none'),
    ...wrong(secret.inUrl !== true || secret.from === 'crier', 'a secret in the address is made by Crier'),
    ...wrong(setup.length > 0 && setup.join(' ').includes('{url}'), 'its setup names no {url}'),
    ...setup.flatMap((step) => wrong(/^\S.*[.)}]$/.test(step), `"${step}" is no sentence`)),
    ...wrong(events.length > 0, 'it declares no event'),
    ...events.flatMap(({ platform, type, category }) => [
      ...wrong(platform !== '', `${type} has no name of the platform`),
      ...wrong(typePattern.test(type.replaceAll(variablePart, 'word')), `${type} is no event type`),
      ...wrong(categories.includes(category), `${type} has the unknown category ${category}`),
    ]),
  ];
}

/** What a sample became. */
export interface Told {
  sample: string;
  events: readonly SourceEvent[];
}

/** What the samples of a source and the events that it declares lack of each other. */
export function sampleFaults(source: Source, told: readonly Told[]): string[] {
  if (told.length === 0) return [`${source.id} has no sample: add requests to src/samples/requests/${source.id}/`];
  const all = told.flatMap(({ events }) => events);
  const unreached = source.events
    .filter((row) => !all.some((event) => tellsOf(row, event)))
    .map(
      ({ platform, type, category }) => `No sample of ${source.id} becomes ${type} (${category}): add "${platform}".`,
    );
  const undeclared = told.flatMap(({ sample, events }) =>
    events
      .filter((event) => !isDeclared(source, event))
      .map(({ type, category }) => `${source.id}/${sample} becomes ${type} (${category}), which is not in its events.`),
  );
  return [...unreached, ...undeclared];
}
