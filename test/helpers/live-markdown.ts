// Finds what Discord's clients would still render as markdown, by walking a text as simple-markdown does: a backslash
// takes the next character out, everything else counts.

/**
 * The live tokens of a text. With `own`, the forms that Crier itself writes are fine: bold, inline code, code blocks
 * that begin on a line of their own, timestamps.
 */
export function liveMarkdown(text: string, own = false): string[] {
  const live: string[] = [];
  let atLineStart = true;
  for (let index = 0; index < text.length; ) {
    const rest = text.slice(index, index + 60);
    const block = own && atLineStart ? /^```\n/.exec(rest) : null;
    if (block !== null) {
      const end = text.indexOf('```', index + 4);
      if (end === -1 || text[end - 1] !== '\n' || !/^(\n|$)/.test(text.slice(end + 3, end + 4)))
        live.push('open code block');
      index = end === -1 ? text.length : end + 3;
      continue;
    }
    if (own && rest[0] === '`') {
      const end = text.indexOf('`', index + 1);
      if (end === -1 || text.slice(index + 1, end).includes('\n') || text[end + 1] === '`')
        live.push('open inline code');
      index = end === -1 ? text.length : end + 1;
      continue;
    }
    const mine = own ? /^(?:\*\*|<t:\d+:[fDR]>)/.exec(rest) : null;
    if (mine !== null) {
      index += mine[0].length;
      atLineStart = false;
      continue;
    }
    if (/^\\[^0-9A-Za-z\s]/.test(rest)) {
      index += 2;
      atLineStart = false;
      continue;
    }
    const found =
      (atLineStart ? /^[^\S\n]*(?:-#|#{1,3}\s|>|[-+*]\s|\d+[.)]\s)/.exec(rest) : null) ??
      /^(?:[\\`*_~|<[\]]|@(?:everyone|here)|:\/\/(?!\u200b)|:[a-z][\w+-]*:)/i.exec(rest);
    if (found !== null) live.push(found[0]);
    atLineStart = rest[0] === '\n';
    index += 1;
  }
  return live;
}

/** What a client shows of escaped text: backslashes and what has no width are not seen. */
export function asRendered(escaped: string): string {
  return escaped.replace(/\\([^0-9A-Za-z\s])/g, '$1').replaceAll('\u200b', '');
}
