/** A text without so many digits in a row holds no integer that a number cannot keep. */
const mayLoseDigits = /\d{16}/;

/**
 * JSON as `JSON.parse` reads it, but an integer beyond 2^53, which a number would round, becomes the text of its
 * digits: an id of Steam or Discord stays what it is.
 *
 * @throws SyntaxError as `JSON.parse` does.
 */
export function parseExactly(text: string): unknown {
  return mayLoseDigits.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) && source !== String(value) ? source : value;
}
