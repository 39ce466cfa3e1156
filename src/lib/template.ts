import { Liquid, type Template } from 'liquidjs';

/** The longest template: a longer one is none for a message. */
const longest = 2_000;
const mostParsed = 500;

// Nothing of the prototype, no file, no endless loop: whoever may write a template may write text and no more.
const engine = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  lenientIf: true,
  parseLimit: longest,
  renderLimit: 50,
  memoryLimit: 100_000,
  templates: {},
});
for (const tag of ['include', 'render', 'layout', 'block', 'tablerow']) delete engine.tags[tag];
delete engine.filters['raw'];

const parsed = new Map<string, Template[]>();

/** True for a text that holds anything to fill in. */
export function isTemplate(text: string): boolean {
  return /\{[{%]/.test(text);
}

/** The mistake in a Liquid template, in a sentence; undefined where there is none. */
export function templateProblem(text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : 'it cannot be read';
  }
}

/**
 * A Liquid template filled in, as plain text; what is not there is empty.
 *
 * @returns undefined where it cannot be filled in: an endless loop, a value of a surprising form.
 */
export function fillTemplate(text: string, values: object): string | undefined {
  try {
    return String(engine.renderSync(parse(text), values)).trim();
  } catch {
    return undefined;
  }
}

function parse(text: string): Template[] {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const template = engine.parse(text);
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(text, template);
  return template;
}
