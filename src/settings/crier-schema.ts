import { z } from 'zod';
import { endpointFileFields } from '../contract/endpoint-fields.ts';
import { eventKey } from '../contract/event-keys.ts';
import type { Fields } from '../contract/field.ts';
import { lookFields } from '../contract/look.ts';
import { accept, type Read, refuse } from '../contract/parsed.ts';
import { routeFileFields, routePlaces } from '../contract/route.ts';
import { sourceFileFields } from '../contract/source.ts';
import { retentionFields, storeFields } from '../contract/store.ts';
import { didYouMean } from '../lib/did-you-mean.ts';
import { eventCategories } from '../model/category.ts';
import { routeKeyForm, routeNames } from '../model/event-key.ts';
import type { Route } from '../model/route.ts';
import { circleOf } from '../model/route-copies.ts';
import { blockShape, orInShort } from './block-shape.ts';
import { endpointsSchema } from './endpoint-schema.ts';
import { leaf } from './leaf.ts';

const storeId: Read<string> = (value) =>
  /^[a-z0-9][a-z0-9_-]{0,39}$/.test(String(value))
    ? accept(String(value))
    : refuse(
        'is not a possible name of a store',
        'lower-case letters, digits, - and _, at most 40',
        'Write a short word such as main; what people see is the name inside it.',
      );

const sourceId: Read<string> = (value) =>
  /^[a-z][a-z0-9-]{1,40}$/.test(String(value))
    ? accept(String(value))
    : refuse('is not the name of a source', 'a word such as tebex or stripe', 'See: npm run crier -- source list');

/** Without a secret anybody could write into the store's channels. */
const sourceSchema = orInShort(
  'secret',
  z.strictObject(blockShape(sourceFileFields)).superRefine((source, context) => {
    if (source.secret !== undefined || source.password !== undefined || (source.secrets?.length ?? 0) > 0) return;
    const params = refuse(
      'has no secret',
      'secret, secrets or password',
      'Write secret: and what the platform shows, or the name of a variable in .env as the example file does it.',
    );
    context.addIssue({ code: 'custom', message: 'has no secret', params });
  }),
);

/** A route with the one place it leads to, if it names one. What else is wrong with it is told too. */
function routeSchema(apiBase: string) {
  const both = refuse('has both webhook and channel', 'exactly one of the two', 'Remove one of them.');
  const always = { when: () => true };
  const placesIn = (route: object) => routePlaces.filter((place) => place in route);
  return orInShort(
    'webhook',
    z
      .strictObject(blockShape(routeFileFields(apiBase)))
      .refine((route) => !isBlock(route) || placesIn(route).length < 2, { ...always, params: both }),
  );
}

/** An event would be told by each route of a circle for the other's sake. */
function refuseCircles(routes: Readonly<Record<string, Pick<Route, 'copies'>>>, context: z.RefinementCtx): void {
  const told = new Set<string>();
  for (const key of Object.keys(routes)) {
    const circle = circleOf(key, (one) => (Object.hasOwn(routes, one) ? routes[one]?.copies : undefined));
    if (circle === undefined || told.has(key)) continue;
    for (const one of circle) told.add(one);
    const what = `leads back to where it began: ${circle.join(' → ')}`;
    const params = refuse(what, 'routes that do not copy to this one', 'Take one of the copies out.');
    context.addIssue({ code: 'custom', path: [key, 'copies'], message: what, params });
  }
}

const isBlock = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A block whose entries are all commented out is an empty one. */
function block<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => value ?? {}, schema);
}

function storeShape(apiBase: string) {
  const routeKey = leaf(eventKey(routeNames, routeKeyForm));
  const lookKey = leaf(eventKey(eventCategories, routeKeyForm.replace('default, ', '')));
  return {
    ...blockShape(storeFields),
    retention: block(z.strictObject(blockShape(retentionFields))).optional(),
    routes: block(z.record(routeKey, routeSchema(apiBase)).superRefine(refuseCircles)).optional(),
    sources: block(z.record(leaf(sourceId), sourceSchema)).optional(),
    endpoints: z.preprocess((value) => value ?? [], endpointsSchema).optional(),
    looks: block(z.record(lookKey, z.strictObject(blockShape(lookFields)))).optional(),
  };
}

/** The whole of crier.yaml; webhook URLs come out in the form of `canonicalWebhookUrl`, durations in milliseconds. */
export function crierSchema(apiBase: string) {
  const store = block(z.strictObject(storeShape(apiBase)));
  return block(z.strictObject({ stores: block(z.record(leaf(storeId), store)).optional() }));
}

export type CrierContent = z.infer<ReturnType<typeof crierSchema>>;

/** The fields below each key of a store, and how many names stand between. */
const below: Readonly<Record<string, { fields: Fields; names: number }>> = {
  retention: { fields: retentionFields, names: 0 },
  routes: { fields: routeFileFields(''), names: 1 },
  sources: { fields: sourceFileFields, names: 1 },
  endpoints: { fields: endpointFileFields, names: 1 },
  looks: { fields: lookFields, names: 1 },
};

/** The keys that may stand in the block at a path. */
export function knownKeysAt(path: readonly PropertyKey[]): readonly string[] {
  const [, , part] = path;
  if (path.length === 0) return ['stores'];
  const found = below[String(part)];
  if (found === undefined) return Object.keys(storeShape(''));
  let { fields } = found;
  for (const key of path.slice(3 + found.names)) {
    const parts = fields[String(key)]?.codec.parts;
    if (parts !== undefined && 'fields' in parts) fields = parts.fields;
  }
  return Object.keys(fields);
}

/** The cure for an unknown key. */
export function cureForKey(key: string, path: readonly PropertyKey[]): string {
  return `${didYouMean(key, knownKeysAt(path))}Correct the key or remove it.`;
}
