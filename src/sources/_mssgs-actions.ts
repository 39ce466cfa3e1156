import type { Json } from '../lib/json-reader.ts';
import type { EventLink } from '../model/event.ts';
import { webUrl } from './_event.ts';
import type { FieldRow } from './_fields.ts';

/** As many as an event may have; more are told as fields. */
const mostLinks = 5;

/** The buttons of a message of mssgs: links that may be pressed, and the rest as fields, so that none is lost. */
export function actionsOf(actions: readonly Json[]): { links: EventLink[]; rows: FieldRow[] } {
  const labelOf = (action: Json) => (action.text('text') ?? action.text('label') ?? 'Open').slice(0, 80);
  const urlOf = (action: Json) => webUrl(/^url:(.+)$/.exec(action.text('type') ?? '')?.[1]);
  const all = actions.flatMap((action) => {
    const url = urlOf(action);
    return url === undefined ? [] : [{ label: labelOf(action), url }];
  });
  const links = all.filter(({ url }) => url.length <= 512).slice(0, mostLinks);
  const others = all.filter((link) => !links.includes(link)).map(({ label, url }): FieldRow => [label, url]);
  const unpressed = actions.filter((action) => urlOf(action) === undefined).map(labelOf);
  const named: FieldRow = ['Buttons that work in mssgs only', unpressed.join(', '), false];
  return { links, rows: unpressed.length === 0 ? others : [...others, named] };
}
