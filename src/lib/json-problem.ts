/**
 * The place where JSON text is no JSON any more: the offset of the first character that cannot stand there, or the
 * length where it ends too early. Undefined where nothing is wrong.
 *
 * The engine names no place for some mistakes; but the beginning of a good text is only ever incomplete, so the first
 * wrong character is found by halving.
 */
export function jsonProblemAt(json: string): number | undefined {
  if (problemOf(json) === undefined) return undefined;
  if (isIncomplete(json)) return json.length;
  let [good, bad] = [0, json.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isIncomplete(json.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** The mistake in JSON text, in a few words; undefined where there is none. */
export function jsonProblem(json: string): string | undefined {
  const problem = problemOf(json);
  if (problem === undefined) return undefined;
  const at = jsonProblemAt(json) ?? 0;
  const wrong = String.fromCodePoint(json.codePointAt(at) ?? 0);
  return at === json.length ? 'it ends too early' : `unexpected ${wrong === '\n' ? 'end of the line' : wrong}`;
}

/** True for JSON, and for a beginning that may go on to become JSON. */
function isIncomplete(json: string): boolean {
  const problem = problemOf(json);
  if (problem === undefined || /end of JSON|^Unterminated string/.test(problem)) return true;
  const position = /at position (\d+)/.exec(problem)?.[1];
  return position !== undefined && Number(position) >= json.length;
}

function problemOf(json: string): string | undefined {
  try {
    JSON.parse(json);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
