import { nearestWord } from '../lib/did-you-mean.ts';
import { categoryByType } from '../model/category.ts';
import { allLooks } from './catalogue.ts';
import { commonNames, knownDataKeys, knownLabels } from './names.ts';

/** A name that an event has not, as far as is known, with the one that was likely meant. */
export interface UnknownName {
  name: string;
  nearest: string | undefined;
  /** No event can have it: it stands outside of what senders choose. */
  isCertain: boolean;
}

const anything = 'anything';
/** The names in an event. */
type Names = { readonly [name: string]: Names } | typeof anything;

const person: Names = { name: {}, id: {}, avatar_url: {}, profile_url: {} };

const inEvent: Readonly<Record<string, Names>> = {
  ...Object.fromEntries(Object.keys(commonNames).map((name) => [name, anything])),
  ...{ id: {}, type: {}, category: {}, severity: {}, title: {}, description: {}, url: {}, application: {} },
  ...{ occurred_at: {}, correlation_id: {}, data: anything, fields: anything },
  player: person,
  recipient: person,
  amount: { value: {}, currency: {} },
};

const inTemplate: Readonly<Record<string, Names>> = { ...inEvent, store: {}, variables: anything };

/** Every name at the beginning of a path, for messages. */
export const pathNames = Object.keys(inEvent);

/** Properties that Liquid itself gives to any value. */
const properties = new Set(['size', 'first', 'last']);

/** The check of a path of a field, such as `data.package.name`; undefined where nothing is wrong with it. */
export function checkPath(path: string): UnknownName | undefined {
  return check(path.replaceAll('[]', '').split('.'), inEvent);
}

/** The check of a value that a template asks for, in steps; undefined where nothing is wrong with it. */
export function checkSteps(steps: readonly (string | number)[]): UnknownName | undefined {
  return check(steps, inTemplate);
}

function check(steps: readonly (string | number)[], names: Readonly<Record<string, Names>>): UnknownName | undefined {
  let known: Names = names;
  for (const [index, step] of steps.entries()) {
    if (known === anything) break;
    const inside: Names | undefined = Object.hasOwn(known, step) ? known[step] : undefined;
    if (inside === undefined) {
      if (typeof step === 'number' || (index > 0 && properties.has(step))) return undefined;
      const above = steps.slice(0, index);
      const nearest = index === 0 ? nearestRoot(step, known) : nearestWord(step, Object.keys(known));
      const whole = nearest === undefined ? undefined : [...above, nearest].join('.');
      return { name: [...above, step].join('.'), nearest: whole, isCertain: true };
    }
    known = inside;
  }
  const [root, key] = steps;
  if (root !== 'data' || typeof key !== 'string') return undefined;
  const nearest = misspelt(key, knownDataKeys, '_');
  return nearest === undefined ? undefined : { name: `data.${key}`, nearest: `data.${nearest}`, isCertain: false };
}

function nearestRoot(word: string, known: Readonly<Record<string, Names>>): string | undefined {
  return knownDataKeys.includes(word) ? `data.${word}` : nearestWord(word, Object.keys(known));
}

/** The check of what a look hides: a path, a common name, a key of `data` or a label. */
export function checkHidden(name: string): UnknownName | undefined {
  if (name.includes('.')) return checkPath(name);
  const known = [...pathNames, ...knownLabels, ...knownDataKeys];
  const nearest = misspelt(name, known, /[ _]/);
  return nearest === undefined ? undefined : { name, nearest, isCertain: false };
}

const knownTypes = [...new Set([...allLooks.map((look) => look.for), ...categoryByType.map(([type]) => type)])].filter(
  (type) => type.includes('.'),
);

/** The check of an event type or a pattern: the known one that was likely meant. Types of one's own are fine. */
export function checkType(type: string): UnknownName | undefined {
  const known = type.endsWith('.*')
    ? [...knownTypes, ...knownTypes.map((one) => `${one.split('.')[0]}.*`)]
    : knownTypes;
  const nearest = misspelt(type, known, '.');
  return nearest === undefined ? undefined : { name: type, nearest, isCertain: false };
}

/** The known name of which one word was misspelt; undefined for a name that is known, or one of its own. */
function misspelt(name: string, known: readonly string[], between: string | RegExp): string | undefined {
  const words = name.toLowerCase().split(between);
  const all = known.map((one) => ({ one, parts: one.toLowerCase().split(between) }));
  if (all.some(({ parts }) => parts.join(' ') === words.join(' '))) return undefined;
  const candidates = all.filter(({ parts }) => {
    if (parts.length !== words.length) return false;
    const different = words.flatMap((word, index) =>
      word === parts[index] ? [] : [[word, parts[index] ?? ''] as const],
    );
    const [[mine, theirs] = ['', '']] = different;
    return different.length === 1 && isSlip(mine, theirs);
  });
  return nearestWord(
    name,
    candidates.map(({ one }) => one),
  );
}

/** Nearly the same word, and not one of its own that begins alike, such as a plural. */
function isSlip(word: string, known: string): boolean {
  const [shorter, longer] = word.length < known.length ? [word, known] : [known, word];
  if (shorter.length < 4) return false;
  if (longer.startsWith(shorter))
    return longer.length - shorter.length === 1 && word === shorter && !known.endsWith('s');
  return nearestWord(word, [known]) !== undefined;
}
