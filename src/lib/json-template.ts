import { Liquid, type Template, Tokenizer, TokenKind } from 'liquidjs';
import { nearestWord } from './did-you-mean.ts';

const longest = 20_000;
const longestOutput = 256 * 1024;

/**
 * JSON text in which `{{ tags }}` are filled in. A tag between quotes becomes text, a tag that stands alone becomes a
 * JSON value of its kind: what is filled in can neither break the JSON nor add to it.
 */
export interface JsonTemplate {
  /** @returns the JSON value, or in a sentence why there is none. */
  fill(values: object): { ok: true; value: unknown } | { ok: false; problem: string };
}

/** What is wrong with a template, and where. */
export interface TemplateProblem {
  problem: string;
  /** From 1; undefined where it is nowhere in particular. */
  line?: number | undefined;
  column?: number | undefined;
}

/** Names that may be filled in; an object lists what is inside, `true` leaves it open. */
export type TemplateNames = { readonly [name: string]: TemplateNames | true };

// Nothing of the prototype, no file, no endless loop, and no way around the quoting below.
const engine = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  lenientIf: true,
  parseLimit: longest,
  renderLimit: 50,
  memoryLimit: 1_000_000,
  templates: {},
});
const unsafeTags = ['include', 'render', 'layout', 'block', 'tablerow', 'echo', 'liquid', 'capture', 'cycle'];
for (const tag of [...unsafeTags, 'increment', 'decrement']) delete engine.tags[tag];
delete engine.filters['raw'];
const inText = 'crier_in_text';
const asValue = 'crier_as_value';
const asItIs = (value: unknown) => value;
// A value becomes JSON in any case; who writes `| json` means the same.
engine.registerFilter('json', asItIs);
engine.registerFilter('jsonify', asItIs);
engine.registerFilter(inText, (value: unknown) => {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
});
engine.registerFilter(asValue, (value: unknown) => JSON.stringify(value ?? null));

/** Reads a template and tries it on examples. `names`: what may be filled in; `examples`: values of such a form. */
export function compileJsonTemplate(
  text: string,
  names: TemplateNames,
  examples: readonly object[],
): { ok: true; template: JsonTemplate } | ({ ok: false } & TemplateProblem) {
  if (text.length > longest) return { ok: false, problem: `it is longer than ${longest} characters` };
  let parsed: Template[];
  try {
    parsed = engine.parse(quoted(text, false));
  } catch (error) {
    return { ok: false, ...explain(error) };
  }
  const unknown = unknownName(parsed, names);
  if (unknown !== undefined) return { ok: false, ...unknown, ...placeOfName(text, unknown.name) };
  const template = toTemplate(parsed);
  for (const example of examples) {
    const filled = template.fill(example);
    if (!filled.ok) return { ok: false, problem: filled.problem, ...placeInTemplate(text, example) };
  }
  return { ok: true, template };
}

function toTemplate(parsed: Template[]): JsonTemplate {
  return {
    fill(values) {
      let text: string;
      try {
        text = String(engine.renderSync(parsed, values));
      } catch (error) {
        return { ok: false, problem: explain(error).problem };
      }
      if (text.length > longestOutput) return { ok: false, problem: `it came out longer than ${longestOutput} bytes` };
      try {
        return { ok: true, value: JSON.parse(text) };
      } catch (error) {
        return { ok: false, problem: `it does not give valid JSON (${whatIsWrong(error)})` };
      }
    },
  };
}

/**
 * The template with every output tag made safe for the place it stands in. `marked`: each piece of literal text is
 * led by its position between two private-use characters, to find a place of the result in the template.
 */
function quoted(text: string, marked: boolean): string {
  let isInString = false;
  let commentDepth = 0;
  const pieces = new Tokenizer(text).readTopLevelTokens().map((token) => {
    const piece = text.slice(token.begin, token.end);
    if (token.kind === TokenKind.Output) {
      return piece.replace(/\s*(-?\}\})$/, ` | ${isInString ? inText : asValue} $1`);
    }
    if (token.kind === TokenKind.Tag) {
      if (/^\{%-?\s*comment\b/.test(piece)) commentDepth += 1;
      if (/^\{%-?\s*endcomment\b/.test(piece)) commentDepth -= 1;
      return piece;
    }
    if (commentDepth > 0) return piece;
    isInString = endsInString(piece, isInString);
    return marked ? `\uE000${token.begin}\uE001${piece}` : piece;
  });
  return pieces.join('');
}

function endsInString(text: string, startsInString: boolean): boolean {
  let isInString = startsInString;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '\\' && isInString) index += 1;
    else if (text[index] === '"') isInString = !isInString;
  }
  return isInString;
}

/** Where in the template the first character stands that is no JSON any more. */
function placeInTemplate(text: string, example: object): Pick<TemplateProblem, 'line' | 'column'> {
  try {
    const marked = String(engine.parseAndRenderSync(quoted(text, true), example));
    const plain = marked.replace(/\uE000\d+\uE001/g, '');
    const at = firstWrong(plain);
    return at === undefined ? {} : toPlace(text, originOf(marked, at));
  } catch {
    return {};
  }
}

/** The offset in the template of an offset in the unmarked result. */
function originOf(marked: string, offset: number): number {
  let seen = 0;
  let origin = 0;
  for (const [, begin, piece = ''] of marked.matchAll(/\uE000(\d+)\uE001([^\uE000]*)/g)) {
    origin = Number(begin) + Math.max(0, Math.min(offset - seen, piece.length));
    seen += piece.length;
    if (seen > offset) return origin;
  }
  return origin;
}

/** V8 names the place in some of its messages; an unexpected end is the end. */
function firstWrong(json: string): number | undefined {
  try {
    JSON.parse(json);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    return position === undefined ? json.trimEnd().length : Number(position);
  }
}

function whatIsWrong(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/end of JSON|Unterminated/.test(message)) return 'it ends too early';
  const [, token] = /^Unexpected token '(.)'/u.exec(message) ?? [];
  return token === undefined ? (message.split(' in JSON')[0] ?? '').toLowerCase() : `unexpected ${token}`;
}

function explain(error: unknown): TemplateProblem {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read';
  const [, what = message, line, column] = /^(.*), line:(\d+), col:(\d+)$/.exec(message) ?? [];
  const problem = what.replaceAll(new RegExp(` \\| (${inText}|${asValue})`, 'g'), '');
  return line === undefined ? { problem } : { problem, line: Number(line), column: Number(column) };
}

function unknownName(parsed: Template[], names: TemplateNames): (TemplateProblem & { name: string }) | undefined {
  for (const segments of engine.globalVariableSegmentsSync(parsed)) {
    let known: TemplateNames | true = names;
    for (const segment of segments) {
      if (known === true || typeof segment !== 'string') break;
      const inner: TemplateNames | true | undefined = known[segment];
      if (inner === undefined) {
        const words = Object.keys(known);
        const nearest = nearestWord(segment, words);
        const hint = nearest === undefined ? `there are ${words.join(', ')}` : `did you mean ${nearest}?`;
        return { name: segment, problem: `there is no ${segments.join('.')} to fill in; ${hint}` };
      }
      known = inner;
    }
  }
  return undefined;
}

function placeOfName(text: string, name: string): Pick<TemplateProblem, 'line' | 'column'> {
  const at = text.search(new RegExp(`\\{[{%][^}]*\\b${name.replace(/[^\w]/g, '.')}\\b`));
  const within = at < 0 ? -1 : text.indexOf(name, at);
  return within < 0 ? {} : toPlace(text, within);
}

function toPlace(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
