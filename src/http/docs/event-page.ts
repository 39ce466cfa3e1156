import { Router } from 'express';
import type { Actions } from '../../actions/create-actions.ts';
import { presentEventType } from '../../contract/event-type.ts';
import { eventCategories } from '../../model/category.ts';
import { asHtml, block, code, sendPage, table } from './page.ts';

type ShownType = ReturnType<typeof presentEventType>;

/** `/docs/events`: the event types that are known, with the names that their messages show. */
export function eventPage(actions: Pick<Actions, 'events'>): Router {
  const router = Router();
  router.get('/docs/events', (_request, response) => {
    sendPage(response, 'Events', page(actions.events.types().map(presentEventType)));
  });
  return router;
}

function page(types: readonly ShownType[]): string {
  const chapters = eventCategories.map((category) => {
    const own = types.filter((one) => one.category === category);
    return `<h2 id="${category}">${category}</h2>\n${own.map(describe).join('\n')}`;
  });
  const links = eventCategories.map((category) => `<a href="#${category}">${category}</a>`);
  return `<p><a href="/docs">API</a></p><h1>Events</h1>
<p>Post any of these to ${code('POST /v1/events')}; only ${code('type')} is required. A type that is not here is taken too: its category is
that of its beginning (${code('payment.*')}: transactions), else ${code('other')}, which the default route takes, and its message tells its words.
What failed (${code('job.failed')}, ${code('perk.expire_failed')}) belongs to errors with the severity error; a declined card stays where it belongs.
${code('category')} and ${code('severity')} of your own stand above all that.</p>
<p>Below the type stand the values that its message shows, where they are there: the first of the names that has a value
counts. Whatever else is in ${code('data')} is shown after them. As JSON: ${code('GET /v1/event-types')}.</p>
<p>${links.join(' · ')}</p>
${chapters.join('\n')}`;
}

function describe({ type, severity, title, icon, names, sources, sample }: ShownType): string {
  const rows = names.map(({ label, name, aliases, as }) => [
    asHtml(label),
    [name, ...aliases].map(code).join(', '),
    asHtml(as),
  ]);
  const platforms = sources.map((id) => `<a href="/docs/sources/${id}">${id}</a>`).join(', ');
  return `<h3 id="${type}">${code(type)} ${icon} ${asHtml(title)}</h3>
<p>Severity: ${severity}.${platforms === '' ? '' : ` From ${platforms}.`}</p>
${rows.length === 0 ? '' : table(['Shown as', 'Name, and what counts in its place', 'Written as'], rows)}
${sample === null ? '' : block(JSON.stringify(sample, null, 2))}`;
}
