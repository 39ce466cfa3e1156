import { z } from 'zod';
import { choice, colour, duration, list, text, yesOrNo } from '../contract/codecs.ts';
import { endpointFileFields } from '../contract/endpoint-fields.ts';
import { eventKey } from '../contract/event-keys.ts';
import { accept, type Read, refuse } from '../contract/parsed.ts';
import { routeFileFields } from '../contract/route.ts';
import { didYouMean } from '../lib/did-you-mean.ts';
import { isTemplate, templateProblem } from '../lib/template.ts';
import { categories } from '../model/category.ts';
import { routeKeyForm, routeNames } from '../model/event-key.ts';
import { blockShape } from './block-shape.ts';
import { endpointsSchema } from './endpoint-schema.ts';
import { leaf } from './leaf.ts';
import { currency, locale, timeZone } from './regional-values.ts';

const secret = text(500, 'the secret that the platform shows');

const storeId: Read<string> = (value) =>
  /^[a-z0-9][a-z0-9_-]{0,39}$/.test(String(value))
    ? accept(String(value))
    : refuse(
        'is not a possible name of a store',
        'lower-case letters, digits, - and _, at most 40',
        'Write a short word such as main; what people see is the name inside it.',
      );

const valuePath = text(200, 'data.package.name');

/** Text in which `{{ player.name }}` and the like are filled in. */
function template(most: number, example: string): Read<string> {
  const { read } = text(most, example);
  return (value) => {
    const parsed = read(value);
    const problem = parsed.ok && isTemplate(parsed.value) ? templateProblem(parsed.value) : undefined;
    if (problem === undefined) return parsed;
    return refuse(
      `is not a template that can be read (${problem})`,
      `text with values of the event, such as ${example}`,
      'Compare it with https://liquidjs.com/tutorials/intro-to-liquid.html, or take the braces out.',
    );
  };
}

const fieldShape = {
  label: leaf(text(256, 'Package').read),
  from: leaf<string | readonly string[]>((value) =>
    Array.isArray(value) ? list(valuePath, 10, '[data.package.name, data.item]').read(value) : valuePath.read(value),
  ),
  as: leaf(
    choice(['text', 'amount', 'time', 'code', 'code-block', 'list', 'person', 'duration', 'number']).read,
  ).optional(),
  inline: leaf(yesOrNo.read).optional(),
};

const lookShape = {
  title: leaf(template(256, 'New purchase')).optional(),
  text: leaf(template(2_000, 'Thank you, {{ player.name }}!')).optional(),
  icon: leaf(text(64, 'one emoji').read).optional(),
  colour: leaf(colour.read).optional(),
  hide: leaf(list(valuePath, 50, '[amount, data.ip]').read).optional(),
  fields: z.array(z.strictObject(fieldShape)).max(25).optional(),
};

const retentionShape = {
  delivered: leaf(duration.read).optional(),
  failed: leaf(duration.read).optional(),
  received: leaf(duration.read).optional(),
};

const sourceShape = {
  secret: leaf(secret.read).optional(),
  secrets: leaf(list(secret, 5, '[new secret, old secret]').read).optional(),
  username: leaf(text(100, 'relay').read).optional(),
  password: leaf(secret.read).optional(),
  category: leaf(choice(categories).read).optional(),
};

/** Without a secret anybody could write into the store's channels. */
const sourceSchema = z
  .preprocess((value) => (typeof value === 'string' ? { secret: value } : value), z.strictObject(sourceShape))
  .superRefine((source, context) => {
    if (source.secret !== undefined || source.password !== undefined || (source.secrets?.length ?? 0) > 0) return;
    const params = refuse(
      'has no secret',
      'secret, secrets or password',
      'Write secret: and what the platform shows, or the name of a variable in .env as the example file does it.',
    );
    context.addIssue({ code: 'custom', message: 'has no secret', params });
  });

const sourceId: Read<string> = (value) =>
  /^[a-z][a-z0-9-]{1,40}$/.test(String(value))
    ? accept(String(value))
    : refuse('is not the name of a source', 'a word such as tebex or stripe', 'See: npm run crier -- source list');

/** A route with the one place it leads to. What else is wrong with it is told too. */
function routeSchema(apiBase: string) {
  const missing = refuse(
    'is missing',
    'https://discord.com/api/webhooks/<id>/<token>, or channel: with the id of a channel that the bot writes into',
    'Add it.',
  );
  const both = refuse('has both webhook and channel', 'exactly one of the two', 'Remove one of them.');
  const always = { when: () => true };
  return z.preprocess(
    (value) => (typeof value === 'string' ? { webhook: value } : value),
    z
      .strictObject(blockShape(routeFileFields(apiBase)))
      .refine((route) => !isBlock(route) || 'webhook' in route || 'channel' in route, {
        ...always,
        path: ['webhook'],
        params: missing,
      })
      .refine((route) => !isBlock(route) || !('webhook' in route && 'channel' in route), { ...always, params: both }),
  );
}

const isBlock = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

function storeShape(apiBase: string) {
  const route = routeSchema(apiBase);
  return {
    name: leaf(text(80, 'Frostvale').read).optional(),
    time_zone: leaf(timeZone).optional(),
    locale: leaf(locale).optional(),
    currency: leaf(currency).optional(),
    show_contact: leaf(yesOrNo.read).optional(),
    retention: block(z.strictObject(retentionShape)).optional(),
    routes: block(z.record(leaf(eventKey(routeNames, routeKeyForm)), route)).optional(),
    sources: block(z.record(leaf(sourceId), sourceSchema)).optional(),
    endpoints: z.preprocess((value) => value ?? [], endpointsSchema).optional(),
    looks: block(
      z.record(leaf(eventKey(categories, routeKeyForm.replace('default, ', ''))), z.strictObject(lookShape)),
    ).optional(),
  };
}

/** A block whose entries are all commented out is an empty one. */
function block<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => value ?? {}, schema);
}

/** The whole of crier.yaml; webhook URLs come out in the form of `canonicalWebhookUrl`, durations in milliseconds. */
export function crierSchema(apiBase: string) {
  const store = block(z.strictObject(storeShape(apiBase)));
  return block(z.strictObject({ stores: block(z.record(leaf(storeId), store)).optional() }));
}

export type CrierContent = z.infer<ReturnType<typeof crierSchema>>;

const knownKeys = {
  top: ['stores'],
  store: Object.keys(storeShape('')),
  route: Object.keys(routeFileFields('')),
  retention: Object.keys(retentionShape),
  source: Object.keys(sourceShape),
  endpoint: Object.keys(endpointFileFields),
  basic: ['username', 'password'],
  look: Object.keys(lookShape),
  field: Object.keys(fieldShape),
};

/** The keys that may stand in the block at a path. */
export function knownKeysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return knownKeys.top;
  if (path.length === 2) return knownKeys.store;
  if (path[2] === 'routes') return knownKeys.route;
  if (path[2] === 'retention') return knownKeys.retention;
  if (path[2] === 'sources') return knownKeys.source;
  if (path[2] === 'endpoints') return path.includes('basic') ? knownKeys.basic : knownKeys.endpoint;
  return path.includes('fields') ? knownKeys.field : knownKeys.look;
}

/** What to do about an unknown key. */
export function cureForKey(key: string, path: readonly PropertyKey[]): string {
  return `${didYouMean(key, knownKeysAt(path))}Correct the key or remove it.`;
}
