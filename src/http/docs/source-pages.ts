import { type Response, Router } from 'express';
import { didYouMean } from '../../lib/did-you-mean.ts';
import { CrierError } from '../../model/errors.ts';
import type { Source, SourceSample } from '../../model/source.ts';

interface PagesDeps {
  sources: ReadonlyMap<string, Source>;
  samples(): readonly Pick<SourceSample, 'source' | 'name'>[];
  publicUrl: string | undefined;
}

/** `/docs/sources`, and a page for each platform, made from the file that understands it. */
export function sourcePages({ sources, samples, publicUrl }: PagesDeps): Router {
  const router = Router();
  const byTitle = [...sources.values()].sort((a, b) => a.title.localeCompare(b.title));
  router.get('/docs/sources', (_request, response) => {
    sendPage(response, 'Sources', overview(byTitle));
  });
  router.get('/docs/sources/:source', (request, response) => {
    const source = sources.get(request.params.source);
    if (source === undefined) {
      const guess = didYouMean(request.params.source, sources.keys());
      throw new CrierError('not_found', `There is no source of that name. ${guess}All of them: /docs/sources.`);
    }
    const host = publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
    const names = samples().filter((sample) => sample.source === source.id);
    sendPage(
      response,
      source.title,
      describe(
        source,
        `${host}/in/main/${source.id}`,
        names.map(({ name }) => name),
      ),
    );
  });
  return router;
}

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

function sendPage(response: Response, title: string, body: string): void {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`;
  response
    .type('html')
    .send(
      `<!doctype html>\n<html lang="en"><head>${head}<title>Crier: ${asHtml(title)}</title><style>${style}</style></head>\n<body>${body}</body></html>\n`,
    );
}

const asHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const code = (text: string) => `<code>${asHtml(text)}</code>`;
const row = (cells: readonly string[], tag = 'td') =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
const table = (titles: readonly string[], rows: readonly string[][]) =>
  `<table><thead>${row(titles, 'th')}</thead><tbody>${rows.map((cells) => row(cells)).join('\n')}</tbody></table>`;

function overview(sources: readonly Source[]): string {
  const rows = sources.map(({ id, title, events, secret }) => [
    `<a href="/docs/sources/${id}">${asHtml(title)}</a>`,
    code(`/in/main/${id}`),
    asHtml(secret.from === 'platform' ? `${secret.name}, shown by the platform` : `${secret.name}, made by Crier`),
    String(events.length),
  ]);
  return `<p><a href="/docs">API</a></p><h1>Sources</h1>
<p>Platforms whose webhooks Crier proves and shows. Switch one on with ${code('npm run crier -- source add <source>')}, by the API, or in ${code('config/crier.yaml')}.</p>
${table(['Platform', 'Address', 'Secret', 'Events'], rows)}`;
}

function describe(source: Source, address: string, samples: readonly string[]): string {
  const url = source.secret.inUrl ? `${address}?secret=<the secret>` : address;
  const steps = source.setup.map(
    (step) => `<li>${asHtml(step.replaceAll('{url}', url)).replaceAll(asHtml(url), code(url))}</li>`,
  );
  const rows = source.events.map(({ platform, type, category }) => [asHtml(platform), code(type), asHtml(category)]);
  const add = `npm run crier -- source add ${source.id}`;
  const file = `stores:\n  main:\n    sources:\n      ${source.id}: \${${source.id.toUpperCase().replaceAll('-', '_')}_SECRET}`;
  const tests = samples.map((name) => `<li>${code(`npm run crier -- source test ${source.id} ${name}`)}</li>`);
  return `<p><a href="/docs/sources">All sources</a></p><h1>${asHtml(source.title)}</h1>
<p>Address: ${code(url)} · <a href="${asHtml(source.link)}" rel="noreferrer">the platform's own documentation</a></p>
<h2>Set it up</h2>
<pre><code>${asHtml(add)}</code></pre>
<ol>${steps.join('\n')}</ol>
<p>The same in ${code('config/crier.yaml')}, with the value in ${code('.env')}:</p>
<pre><code>${asHtml(file)}</code></pre>
<h2>What becomes of its events</h2>
${table([asHtml(source.title), 'Event type', 'Category'], rows)}
<p>Whatever else it sends becomes an event by its name. The same event sent twice is told once.</p>
<h2>Try it, and find out what went wrong</h2>
<ul>${tests.join('\n')}<li>${code(`npm run crier -- source refused ${source.id}`)}: what was not believed, and the likely reason</li></ul>`;
}
