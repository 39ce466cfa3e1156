import type { Response } from 'express';

// The parts of the pages of documentation.

const style = `
  :root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
  body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
  a { color: #5865f2; }
  h1 { margin: .5rem 0; }
  code { font: .9em ui-monospace, monospace; padding: .1em .3em; border-radius: .3em; background: #8883; overflow-wrap: anywhere; }
  pre { padding: .8rem 1rem; border-radius: .5rem; background: #8882; overflow-x: auto; }
  pre code { padding: 0; background: none; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
  td code { white-space: nowrap; }
  li { margin: .3rem 0; }
`;

/** Answers a page of documentation; `body` is HTML. */
export function sendPage(response: Response, title: string, body: string): void {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`;
  response
    .type('html')
    .send(
      `<!doctype html>\n<html lang="en"><head>${head}<title>Crier: ${asHtml(title)}</title><style>${style}</style></head>\n<body>${body}</body></html>\n`,
    );
}

export const asHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
export const code = (text: string) => `<code>${asHtml(text)}</code>`;
const row = (cells: readonly string[], tag = 'td') =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
export const table = (titles: readonly string[], rows: readonly string[][]) =>
  `<table><thead>${row(titles, 'th')}</thead><tbody>${rows.map((cells) => row(cells)).join('\n')}</tbody></table>`;

/** A block of code. */
export const block = (text: string) => `<pre><code>${asHtml(text)}</code></pre>`;
