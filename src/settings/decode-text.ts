import type { ConfigProblem } from './config-error.ts';

/** The text of a file that a person wrote, or the reason why it cannot be read as text. */
export type DecodedText = { text: string } | { fault: Omit<ConfigProblem, 'file' | 'column'> };

const expected = 'text in UTF-8';
const cure = 'Save the file as UTF-8: most editors ask for the encoding under "Save as".';

/**
 * Decodes UTF-8 with or without a byte order mark, and UTF-16 with one, which Windows PowerShell 5 writes with `>`
 * (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding).
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.includes(0)) {
    return { fault: { what: 'the file is not text in UTF-8; it looks like UTF-16 without its mark', expected, cure } };
  }
  const text = asUtf8(bytes);
  if (text !== undefined) return { text };
  const line = lineOfFault(bytes);
  return {
    fault: { line, what: 'the line has a character that is not UTF-8, as ANSI and Latin-1 have', expected, cure },
  };
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first line that is not UTF-8; no byte of a character in UTF-8 is a line feed but the line feed itself. */
function lineOfFault(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    if (asUtf8(bytes.subarray(start, end)) === undefined) return line;
    start = end + 1;
    line += 1;
  }
  return line;
}
