import type { ErrorCode } from 'yaml';

/** A syntax error in words that need no knowledge of YAML. */
export interface SyntaxHelp {
  what: string;
  expected: string;
  cure: string;
}

const quotes: SyntaxHelp = {
  what: 'a quote is missing: text begins with one and does not end with it',
  expected: 'the same quote at both ends',
  cure: 'Close the quote at the end of the value in this line.',
};

const flow: SyntaxHelp = {
  what: 'a comma or a closing bracket is missing in { } or [ ]',
  expected: 'a comma between the entries and a bracket at the end',
  cure: 'Look at the brackets and commas in this line and the one above it.',
};

const stray: SyntaxHelp = {
  what: 'there is something here that does not belong',
  expected: 'a key, a colon and a space, and a value',
  cure: 'Look for a quote, bracket or comma too many, here or in the line above. A value with { } [ ] # or quotes inside (also a $ with a name in braces) belongs into quotes.',
};

const oneColon: SyntaxHelp = {
  what: 'the lines do not fit together: a key with a value cannot have further keys below it',
  expected: 'a key, a colon and a space, and a value; or a key and a colon, and its own keys below it, further right',
  cure: 'Indent this line and the next ones alike. A value with a colon and a space inside belongs into quotes.',
};

const noSpace: SyntaxHelp = {
  what: 'the line is not a key with a value',
  expected: 'a key, a colon and a space, and a value',
  cure: 'Put a colon and a space behind the key (name: Frostvale), and indent the line like its neighbours.',
};

const indent: SyntaxHelp = {
  what: 'the line begins further left or right than the lines it belongs to',
  expected: 'all keys of one block in the same column',
  cure: 'Indent the line like its neighbours. Two spaces for each level are usual.',
};

const fancy: SyntaxHelp = {
  what: 'the line uses &, * or ! in a way that does not work',
  expected: 'plain keys and values',
  cure: 'If the value is meant as text, put it into quotes.',
};

const help: Readonly<Record<ErrorCode, SyntaxHelp>> = {
  TAB_AS_INDENT: {
    what: 'the line is indented with a tab',
    expected: 'spaces: YAML does not allow tabs there',
    cure: 'Replace the tab by two spaces for each level.',
  },
  DUPLICATE_KEY: {
    what: 'the key stands twice in its block',
    expected: 'each key once',
    cure: 'Remove or rename one of the two.',
  },
  MISSING_CHAR: flow,
  BAD_DQ_ESCAPE: {
    what: 'there is a \\ in double quotes that begins nothing known',
    expected: '\\\\ for a backslash within double quotes',
    cure: 'Write the value in single quotes, which take \\ as it is.',
  },
  BAD_SCALAR_START: {
    what: 'the value begins with a sign that has a meaning of its own in YAML (@, ` or %)',
    expected: 'quotes around such a value',
    cure: 'Put the value into quotes.',
  },
  BLOCK_AS_IMPLICIT_KEY: oneColon,
  MULTILINE_IMPLICIT_KEY: noSpace,
  BAD_INDENT: indent,
  BLOCK_IN_FLOW: flow,
  UNEXPECTED_TOKEN: stray,
  MULTIPLE_DOCS: {
    what: 'a second document begins here with ---',
    expected: 'one document in the file',
    cure: 'Remove the line.',
  },
  NON_STRING_KEY: {
    what: 'the key is a list or a block',
    expected: 'a word as the key',
    cure: 'Write the key as text, in quotes if need be.',
  },
  KEY_OVER_1024_CHARS: {
    what: 'the key is longer than 1,024 characters',
    expected: 'a key, a colon and a space, and a value',
    cure: 'Look for a missing quote in this line.',
  },
  RESOURCE_EXHAUSTION: {
    what: 'the file is nested too deeply',
    expected: 'stores with routes and looks',
    cure: 'Compare it with config/crier.example.yaml.',
  },
  IMPOSSIBLE: stray,
  BAD_DIRECTIVE: stray,
  BAD_PROP_ORDER: fancy,
  ALIAS_PROPS: fancy,
  BAD_ALIAS: fancy,
  BAD_COLLECTION_TYPE: fancy,
  MULTIPLE_ANCHORS: fancy,
  MULTIPLE_TAGS: fancy,
  TAG_RESOLVE_FAILED: fancy,
};

/**
 * The meaning of a syntax error of package `yaml`, and its cure. The package's own message is only looked at,
 * never passed on: it may quote the file, and the file may hold secrets.
 */
export function explainSyntax(error: { code: ErrorCode; message: string }): SyntaxHelp {
  if (error.code === 'MISSING_CHAR' && error.message.includes('quote')) return quotes;
  if (error.code === 'BAD_INDENT' && error.message.startsWith('Flow')) return flow;
  return help[error.code];
}

/** For an alias (`*name`) whose anchor (`&name`) is nowhere above it. */
export const unknownAlias: SyntaxHelp = {
  what: 'the value begins with *, which repeats something marked with & above, and there is no such mark',
  expected: 'quotes around a value that begins with *',
  cure: 'Put the value into quotes.',
};

export const keyOfAnotherKind: SyntaxHelp = help.NON_STRING_KEY;
