import { z } from 'zod';
import { routeKeyForm, routeNames } from '../model/event-key.ts';
import type { RouteCopy } from '../model/route.ts';
import { mostCopies } from '../model/route-copies.ts';
import { eventKey } from './event-keys.ts';
import type { Codec } from './field.ts';
import { accept, refuse } from './parsed.ts';

const expected = `at most ${mostCopies} routes, such as [{ to: processing }], or off`;

/** Says that nobody else is told, where words are typed. */
const off = 'off';

const readKey = eventKey(routeNames, routeKeyForm);

const shape = z.array(z.strictObject({ to: z.string() })).max(mostCopies);

/** The routes that are told beside another one, each written `{ to: errors }` or by its key alone. */
export const copiesCodec: Codec<readonly RouteCopy[], { to: string }[]> = {
  expected,
  wire: z.preprocess(inFull, shape),
  shown: z.array(z.object({ to: z.string().describe('Key of a route') })),
  read(value) {
    const parsed = shape.safeParse(inFull(value));
    if (!parsed.success) return refuse('is not such a list', expected, 'Write it as [{ to: processing }].');
    if (parsed.data.length === 1 && parsed.data[0]?.to === off) return accept([]);
    const copies: RouteCopy[] = [];
    for (const [index, { to }] of parsed.data.entries()) {
      const key = readKey(to);
      if (!key.ok) return { ...key, what: `has an entry (number ${index + 1}) that ${key.what}` };
      if (copies.every((copy) => copy.to !== to)) copies.push({ to });
    }
    return accept(copies);
  },
  present: (copies) => copies.map(({ to }) => ({ to })),
};

function inFull(value: unknown): unknown {
  const list = typeof value === 'string' ? [value] : value;
  return Array.isArray(list) ? list.map((one) => (typeof one === 'string' ? { to: one } : one)) : list;
}
