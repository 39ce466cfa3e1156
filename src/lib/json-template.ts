import { Liquid, type Template, Tokenizer, TokenKind } from 'liquidjs';
import { nearestWord } from './did-you-mean.ts';
import { jsonProblem, jsonProblemAt } from './json-problem.ts';
import { hasMarks, originMark, type Spliced, spliceJson, valueMark } from './json-splice.ts';

const longest = 20_000;

/**
 * JSON text in which `{{ tags }}` are filled in. A tag between quotes becomes text, a tag that stands alone becomes a
 * JSON value of its kind: what is filled in can neither break the JSON nor add to it.
 */
export interface JsonTemplate {
  /** @returns the JSON value, or in a sentence why there is none. */
  fill(values: object): { ok: true; value: unknown } | { ok: false; problem: string };
}

/** A mistake in a template, with its place. */
export interface TemplateProblem {
  problem: string;
  /** The line, from 1; undefined where the mistake has no place. */
  line?: number | undefined;
  column?: number | undefined;
}

/** Names that may be filled in; an object lists what is inside, `true` leaves it open. */
export type TemplateNames = { readonly [name: string]: TemplateNames | true };

/** The values of the tags of the template that is being filled in. Filling in is synchronous: there is only one. */
let values: unknown[] = [];

// Nothing of the prototype, no file, no endless loop. A tag writes a mark; its value is put in where it is known
// whether it stands between quotes.
function createEngine(parseLimit: number): Liquid {
  const made = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: true,
    parseLimit,
    renderLimit: 250,
    memoryLimit: 1_000_000,
    templates: {},
    outputEscape: (value: unknown) => valueMark(values.push(value) - 1),
  });
  const unsafeTags = ['include', 'render', 'layout', 'block', 'tablerow', 'echo', 'liquid', 'capture', 'cycle'];
  for (const tag of [...unsafeTags, 'increment', 'decrement']) delete made.tags[tag];
  delete made.filters['raw'];
  // A value becomes JSON in any case; who writes `| json` means the same.
  const asItIs = (value: unknown) => value;
  made.registerFilter('json', asItIs);
  made.registerFilter('jsonify', asItIs);
  return made;
}

const engine = createEngine(longest);
/** The engine for templates with marks of origin in them. */
const wideEngine = createEngine(20 * longest);

/** Reads a template and tries it on examples. `names`: what may be filled in; `examples`: values of such a form. */
export function compileJsonTemplate(
  text: string,
  names: TemplateNames,
  examples: readonly object[],
): { ok: true; template: JsonTemplate } | ({ ok: false } & TemplateProblem) {
  if (text.length > longest) return { ok: false, problem: `it is longer than ${longest} characters` };
  if (hasMarks(text)) return { ok: false, problem: 'it has a character of private use in it (U+E000 to U+E003)' };
  let parsed: Template[];
  try {
    parsed = engine.parse(text);
  } catch (error) {
    return { ok: false, ...explain(error) };
  }
  const unknown = unknownName(text, parsed, names);
  if (unknown !== undefined) return { ok: false, ...unknown };
  const template = toTemplate(parsed);
  for (const example of examples) {
    const filled = template.fill(example);
    if (!filled.ok) return { ok: false, problem: filled.problem, ...placeInTemplate(text, example) };
  }
  return { ok: true, template };
}

function toTemplate(parsed: Template[]): JsonTemplate {
  return {
    fill(given) {
      const spliced = render(parsed, given);
      if (!spliced.ok) return spliced;
      try {
        return { ok: true, value: JSON.parse(spliced.json) };
      } catch {
        return { ok: false, problem: `it does not give valid JSON (${jsonProblem(spliced.json)})` };
      }
    },
  };
}

function render(parsed: Template[], given: object): Spliced {
  try {
    values = [];
    return spliceJson(String(engine.renderSync(parsed, given)), values);
  } catch (error) {
    return { ok: false, problem: explain(error).problem };
  } finally {
    values = [];
  }
}

/** The place in the template of the first character that is no JSON any more. */
function placeInTemplate(text: string, example: object): Pick<TemplateProblem, 'line' | 'column'> {
  const tokens = new Tokenizer(text).readTopLevelTokens();
  const marked = tokens.map(({ kind, begin, end }) => {
    const piece = text.slice(begin, end);
    return kind === TokenKind.Tag ? piece : `${originMark(begin)}${piece}`;
  });
  const spliced = render(wideEngine.parse(marked.join('')), example);
  const wrong = spliced.ok ? jsonProblemAt(spliced.json) : undefined;
  if (!spliced.ok || wrong === undefined) return {};
  if (wrong === spliced.json.length) return toPlace(text, text.trimEnd().length);
  const literal = spliced.literals.findLast(({ at }) => at <= wrong);
  return literal === undefined ? {} : toPlace(text, literal.origin + Math.min(wrong - literal.at, literal.length));
}

function explain(error: unknown): TemplateProblem {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read';
  const [, problem, line, column] = /^(.*), line:(\d+), col:(\d+)$/.exec(message) ?? [];
  return problem === undefined ? { problem: message } : { problem, line: Number(line), column: Number(column) };
}

function unknownName(text: string, parsed: Template[], names: TemplateNames): TemplateProblem | undefined {
  const found = Object.values(engine.analyzeSync(parsed, { partials: false }).globals).flat();
  for (const { segments, location } of found) {
    let known: TemplateNames | true = names;
    for (const [index, segment] of segments.entries()) {
      if (known === true || typeof segment !== 'string') break;
      if (Object.hasOwn(known, segment)) {
        known = known[segment] ?? true;
        continue;
      }
      const words = Object.keys(known);
      const nearest = nearestWord(segment, words);
      const hint = nearest === undefined ? `there are ${words.join(', ')}` : `did you mean ${nearest}?`;
      const name = segments.slice(0, index + 1).join('.');
      const from = toOffset(text, location.row, location.col);
      const place = toPlace(text, Math.max(from, text.indexOf(segment, from)));
      return { problem: `there is no ${name} to fill in; ${hint}`, ...place };
    }
  }
  return undefined;
}

function toOffset(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

function toPlace(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
