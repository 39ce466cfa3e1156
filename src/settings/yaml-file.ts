import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { ConfigProblem } from './config-error.ts';
import { explainSyntax, keyOfAnotherKind, type SyntaxHelp, unknownAlias } from './yaml-syntax.ts';

export interface Place {
  line: number;
  column: number;
}

/** A YAML file in memory that knows where everything stands. */
export interface YamlFile {
  /** Replaces each text value (never a key) by what `replace` makes of it. */
  mapTexts(replace: (text: string, place: Place) => string): void;
  /** The content as plain values. */
  toValue(): unknown;
  /** The place of the key at the end of a path, or of the nearest thing around it that is there. */
  placeOfKey(path: readonly PropertyKey[]): Place;
  /** The place of the value at the end of a path, or of the nearest thing around it that is there. */
  placeOfValue(path: readonly PropertyKey[]): Place;
}

/**
 * Parses YAML 1.2.
 *
 * @param problems takes every syntax error, one for a line.
 * @returns undefined where the text cannot be read; a text with duplicate keys can.
 */
export function parseYaml(text: string, file: string, problems: ConfigProblem[]): YamlFile | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

  const found = new Map<number, { help: SyntaxHelp; place: Place }>();
  const note = (help: SyntaxHelp, offset: number) => {
    const place = placeAt(offset);
    // One slip makes several errors in its line; the first one is nearest to the cause.
    if (!found.has(place.line)) found.set(place.line, { help, place });
  };
  let readable = true;
  for (const error of [...document.errors, ...document.warnings]) {
    note(explainSyntax(error), error.message.includes('quote') ? quoteBefore(document, error.pos[0]) : error.pos[0]);
    readable &&= error.code === 'DUPLICATE_KEY';
  }
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      note(unknownAlias, alias.range?.[0] ?? 0);
      readable = false;
    },
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value !== '__proto__') return;
      note(keyOfAnotherKind, isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0);
      readable = false;
    },
    Scalar(key, scalar) {
      // A Discord id without quotes is too long for a number of JavaScript; its digits are what was meant.
      if (key !== 'key' && typeof scalar.value === 'number' && !Number.isSafeInteger(scalar.value))
        if (/^\d+$/.test(scalar.source ?? '')) scalar.value = scalar.source;
    },
  });
  for (const { help, place } of found.values()) problems.push({ file, ...place, ...help });
  if (!readable) return undefined;

  return {
    mapTexts(replace) {
      visit(document, {
        Scalar(key, scalar) {
          if (key !== 'key' && typeof scalar.value === 'string')
            scalar.value = replace(scalar.value, placeAt(scalar.range?.[0] ?? 0));
        },
      });
    },
    toValue: () => document.toJS(),
    placeOfKey: (path) => placeAt(offsetOf(document, path, 'key')),
    placeOfValue: (path) => placeAt(offsetOf(document, path, 'value')),
  };
}

/** An unclosed quote is noticed at the end of the file; what helps is where it was opened. */
function quoteBefore(document: Document, offset: number): number {
  let start = offset;
  visit(document, {
    Scalar(_, scalar) {
      const isQuoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE';
      if (isQuoted && scalar.range && scalar.range[0] < offset) start = scalar.range[0];
    },
  });
  return start;
}

function offsetOf(document: Document, path: readonly PropertyKey[], part: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    let key: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === step);
      key = pair?.key;
      node = pair?.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      key = node;
    } else {
      // A route in short is a text where the path leads on to its `webhook`.
      if (isScalar(node)) offset = node.range?.[0] ?? offset;
      break;
    }
    const isLast = index === path.length - 1;
    const target = (isLast && part === 'key') || !isNode(node) ? key : node;
    if (!isNode(target)) break;
    // A block below its key is pointed at by the key: that is the line a person looks for.
    const shown = isLast && isScalar(target) ? target : isNode(key) ? key : target;
    offset = shown.range?.[0] ?? offset;
  }
  return offset;
}
