import { nearestWord } from '../../lib/did-you-mean.ts';
import {
  compileJsonTemplate,
  type JsonTemplate,
  type TemplateNames,
  type TemplateProblem,
} from '../../lib/json-template.ts';
import { envelopeNames } from './envelope.ts';

export type Compiled = { ok: true; template: JsonTemplate } | ({ ok: false } & TemplateProblem);

/** A tag in single braces, as other systems write them: `{ticket_ref}`, `{player.name}`. */
const singleBraces = /\{([A-Za-z_]\w{0,63}(?:\.\w{1,64}){0,8})\}/g;
const liquid = /\{\{.*?\}\}|\{%.*?%\}/gs;

/** The objects of an event that a single word prints as people write them. */
const whole: Readonly<Record<string, string>> = {
  player: '{{ player.name }}',
  recipient: '{{ recipient.name }}',
  amount: '{{ amount.value }} {{ amount.currency }}',
};

/**
 * The body of an endpoint, read and tried on examples.
 *
 * @param secrets names of what it fills in under `secrets`; undefined: it was accepted before, and any will do.
 * @param examples values of the form that it has to fit.
 */
export function compileBody(
  text: string,
  secrets: readonly string[] | undefined,
  examples: readonly object[],
): Compiled {
  const read = withDoubleBraces(text, secrets !== undefined);
  return read.ok ? compileJsonTemplate(read.text, namesWith(secrets), examples) : read;
}

/** True for the value of a header in which something is to be filled in. */
export function isHeaderTemplate(value: string): boolean {
  return /\{[{%]/.test(value) || value.search(singleBraces) >= 0;
}

/**
 * The value of a header; what comes out is a text.
 *
 * @param examples values of the form that it has to fit; none: it was accepted before.
 */
export function compileHeader(value: string, examples: readonly object[]): Compiled {
  const read = withDoubleBraces(value, examples.length > 0);
  if (!read.ok) return read;
  const tags = read.text.match(liquid) ?? [];
  const texts = read.text.split(liquid).map((text) => JSON.stringify(text).slice(1, -1));
  const quoted = texts.map((text, index) => `${text}${tags[index] ?? ''}`).join('');
  return compileJsonTemplate(`"${quoted}"`, namesWith([]), examples);
}

const longestHeader = 1_000;

/** A filled value as a header may have it: one line of Latin characters. */
export function headerSafe(value: unknown): string {
  const line = String(value).replace(/\p{Cc}+/gu, ' ');
  return line
    .replace(/[^\x20-\x7e\xa0-\xff]/gu, '?')
    .slice(0, longestHeader)
    .trim();
}

function namesWith(secrets: readonly string[] | undefined): TemplateNames {
  if (secrets === undefined) return { ...envelopeNames, secrets: true };
  if (secrets.length === 0) return envelopeNames;
  return { ...envelopeNames, secrets: Object.fromEntries(secrets.map((name) => [name, true as const])) };
}

/**
 * The text with double braces. Beside those, single ones are text: other systems have placeholders of their own.
 *
 * @param isStrict whether a word that may be misspelt is refused; what was accepted before goes on.
 */
function withDoubleBraces(
  text: string,
  isStrict: boolean,
): { ok: true; text: string } | ({ ok: false } & TemplateProblem) {
  if (/\{[{%]/.test(text)) return { ok: true, text };
  let wrong: ({ ok: false } & TemplateProblem) | undefined;
  const written = text.replace(singleBraces, (all, path: string, offset: number) => {
    const found = tagOf(path);
    if (found.ok) return found.tag;
    if (!isStrict) return `{{ data.${path} }}`;
    const before = text.slice(0, offset + 1).split('\n');
    wrong ??= { ok: false, problem: found.problem, line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return all;
  });
  return wrong ?? { ok: true, text: written };
}

type Tag = { ok: true; tag: string } | { ok: false; problem: string };

/** The tag for a word: of the event itself, else of what its sender put into `data`. */
function tagOf(path: string): Tag {
  const [head = '', part] = path.split('.');
  const known = Object.hasOwn(envelopeNames, head) ? envelopeNames[head] : undefined;
  if (known === undefined) {
    const nearest = nearestWord(head, Object.keys(envelopeNames));
    if (nearest === undefined) return { ok: true, tag: `{{ data.${path} }}` };
    return unknown(path, `did you mean {${nearest}}? For the sender's own value write {data.${path}}`);
  }
  if (part === undefined) return { ok: true, tag: Object.hasOwn(whole, path) ? (whole[path] ?? '') : `{{ ${path} }}` };
  if (known === true || Object.hasOwn(known, part)) return { ok: true, tag: `{{ ${path} }}` };
  const nearest = nearestWord(part, Object.keys(known));
  const hint =
    nearest === undefined ? `there are ${Object.keys(known).join(', ')}` : `did you mean {${head}.${nearest}}?`;
  return unknown(path, hint);
}

function unknown(path: string, hint: string): Tag {
  return { ok: false, problem: `there is no ${path} to fill in; ${hint}` };
}
