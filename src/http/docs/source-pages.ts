import { Router } from 'express';
import { didYouMean } from '../../lib/did-you-mean.ts';
import { CrierError } from '../../model/errors.ts';
import { type Source, setupStep } from '../../model/source.ts';
import { addressOf } from '../address-of.ts';
import type { OperationContext } from '../operation.ts';
import { asHtml, code, sendPage, table } from './page.ts';

/** `/docs/sources`, and a page for each platform, made from the file that understands it. */
export function sourcePages({ actions, publicUrl }: Pick<OperationContext, 'actions' | 'publicUrl'>): Router {
  const router = Router();
  router.get('/docs/sources', (_request, response) => {
    const sources = actions.sources.describe().map(({ source }) => source);
    sendPage(response, 'Sources', overview(sources.sort((a, b) => a.title.localeCompare(b.title))));
  });
  router.get('/docs/sources/:source', (request, response) => {
    const described = actions.sources.describe();
    const found = described.find(({ source }) => source.id === request.params.source);
    if (found === undefined) {
      const ids = described.map(({ source }) => source.id);
      const guess = didYouMean(request.params.source, ids);
      throw new CrierError('not_found', `There is no source of that name. ${guess}All of them: /docs/sources.`);
    }
    const host = addressOf(request, publicUrl);
    sendPage(response, found.source.title, describe(found, `${host}/in/main/${found.source.id}`));
  });
  return router;
}

type SourceDescription = ReturnType<OperationContext['actions']['sources']['describe']>[number];

function repeatsInWords({ toldOnce, toldAgain }: SourceDescription['repeats']): string {
  if (toldAgain.length === 0) return 'What it sends twice is told once.';
  if (toldOnce.length === 0) return 'Nothing in it says that it was sent before: what it sends twice is told twice.';
  const types = (list: readonly string[]) => list.map(code).join(', ');
  return `Sent twice, ${types(toldAgain)} is told twice, since nothing in it says that it was sent before; ${types(toldOnce)} is told once.`;
}

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

function describe({ source, samples, repeats }: SourceDescription, address: string): string {
  const url = source.secret.inUrl ? `${address}?secret=<the secret>` : address;
  const steps = source.setup.map(
    (step) => `<li>${asHtml(setupStep(step, url, undefined)).replaceAll(asHtml(url), code(url))}</li>`,
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
<p>Whatever else it sends becomes an event by its name. ${repeatsInWords(repeats)}</p>
<p>All that it sends is in the event under ${code('data.original')}, for texts such as ${code('{{ data.original.… }}')}, for endpoints and for the API, without contact data, real names, means of payment and secrets. Messages show of it what is worth a line.</p>
<h2>Try it, and find out what went wrong</h2>
<ul>${tests.join('\n')}<li>${code(`npm run crier -- source refused ${source.id}`)}: what was not believed, and the likely reason</li></ul>`;
}
