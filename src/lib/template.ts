import { Liquid, type Template, Tokenizer, TokenKind } from 'liquidjs';

/** The longest template: a longer one is none for a message. */
const longest = 2_000;
const mostParsed = 500;

/** The characters around the number of a value that goes there. */
const [markStart, markEnd] = ['\uE000', '\uE001'];
const mark = new RegExp(`${markStart}(\\d+)${markEnd}`);
const anyMark = new RegExp(`[${markStart}${markEnd}]`);

/** A piece of a template that is filled in: what its writer wrote, or what stands in the place of a tag. */
export type FilledPart =
  | { own: string }
  /** The value as it came, through the filters of its tag. `tag`: what stands between the braces. */
  | { tag: string; value: unknown };

/** A value and the number of its tag. */
class Tagged {
  readonly number: number;
  readonly value: unknown;

  constructor(number: number, value: unknown) {
    this.number = number;
    this.value = value;
  }
}

/** The values of the template that is being filled in. Filling in is synchronous: there is only one. */
let values: Tagged[] = [];

// Nothing of the prototype, no file, no endless loop: whoever may write a template may write text and no more. A tag
// writes a mark, so that a value is known from what stands around it.
const engine = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  lenientIf: true,
  // The number of its tag makes each a little longer.
  parseLimit: 10 * longest,
  renderLimit: 50,
  memoryLimit: 100_000,
  templates: {},
  outputEscape: (value: unknown) =>
    `${markStart}${values.push(value instanceof Tagged ? value : new Tagged(-1, value)) - 1}${markEnd}`,
});
for (const tag of ['include', 'render', 'layout', 'block', 'tablerow', 'capture']) delete engine.tags[tag];
delete engine.filters['raw'];
const numberFilter = 'crier_tag';
engine.registerFilter(numberFilter, (value: unknown, number: number) => new Tagged(number, value));

interface ParsedTemplate {
  templates: Template[];
  tags: string[];
}

const parsed = new Map<string, ParsedTemplate>();

/** True for a text that holds anything to fill in. */
export function isTemplate(text: string): boolean {
  return /\{[{%]/.test(text);
}

/** The mistake in a Liquid template, in a sentence; undefined where there is none. */
export function templateProblem(text: string): string | undefined {
  const unfit = unfitProblem(text);
  if (unfit !== undefined) return unfit;
  try {
    // Without the numbers of the tags, which would shift the columns.
    engine.parse(text);
    parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : 'it cannot be read';
  }
}

function unfitProblem(text: string): string | undefined {
  if (text.length > longest) return `it is longer than ${longest} characters`;
  return anyMark.test(text) ? 'it has a character of private use in it (U+E000 or U+E001)' : undefined;
}

/** The values that a template without a mistake asks for, as steps, up to one that is computed: `['data', 'items', 0]`. */
export function templatePaths(text: string): (string | number)[][] {
  const found = Object.values(engine.analyzeSync(parse(text).templates, { partials: false }).globals).flat();
  return found.map(({ segments }) => {
    const steps: (string | number)[] = [];
    for (const step of segments) {
      if (typeof step !== 'string' && typeof step !== 'number') break;
      steps.push(step);
    }
    return steps;
  });
}

/**
 * A Liquid template filled in, in pieces; what is not there is undefined.
 *
 * @returns undefined where it cannot be filled in: an endless loop, a value of a surprising form.
 */
export function fillTemplate(text: string, scope: object): FilledPart[] | undefined {
  if (unfitProblem(text) !== undefined) return undefined;
  try {
    const { templates, tags } = parse(text);
    values = [];
    const pieces = String(engine.renderSync(templates, scope)).split(mark);
    return pieces.flatMap((piece, index): FilledPart[] => {
      if (index % 2 === 0) return piece === '' ? [] : [{ own: piece }];
      const { number = -1, value } = values[Number(piece)] ?? {};
      return [{ tag: tags[number] ?? '', value }];
    });
  } catch {
    return undefined;
  } finally {
    values = [];
  }
}

function parse(text: string): ParsedTemplate {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const tags: string[] = [];
  const numbered = new Tokenizer(text).readTopLevelTokens().map(({ kind, begin, end }) => {
    const token = text.slice(begin, end);
    const [, open, content = '', close] = (kind === TokenKind.Output && /^(\{\{-?)(.*?)(-?\}\})$/s.exec(token)) || [];
    if (content.trim() === '') return token;
    return `${open}${content}| ${numberFilter}: ${tags.push(content.trim()) - 1} ${close}`;
  });
  const made = { templates: engine.parse(numbered.join('')), tags };
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(text, made);
  return made;
}
