import { z } from 'zod';
import { canonicalWebhookUrl, parseWebhookUrl } from '../discord/webhook-url.ts';
import { didYouMean, nearestWord } from '../lib/did-you-mean.ts';
import { isTemplate, templateProblem } from '../lib/template.ts';
import { categories } from '../model/category.ts';
import { severities, typePattern } from '../model/event.ts';
import { basicShape, endpointShape, endpointsSchema } from './endpoint-schema.ts';
import { accept, refuse } from './parsed.ts';
import { currency, locale, timeZone } from './regional-values.ts';
import {
  choice,
  colour,
  duration,
  leaf,
  list,
  type Read,
  retryDelays,
  secret,
  snowflake,
  text,
  username,
  webUrl,
  yesOrNo,
} from './values.ts';

const routeKeys = ['default', ...categories];
const routeKeyForm = `default, a category (${categories.join(', ')}), or an event type such as payment.completed or payment.*`;

/** What routes and looks are filed under. A single word that is nearly a category is taken for a misspelt one. */
function eventKey(names: readonly string[], expected: string): Read<string> {
  return (value) => {
    const key = String(value);
    if (names.includes(key) || key === '*') return accept(key);
    const isType = key.length <= 100 && typePattern.test(key.replace(/\.\*$/, ''));
    const nearest = key.includes('.') ? undefined : nearestWord(key, names);
    if (isType && nearest === undefined) return accept(key);
    const cure = nearest === undefined ? 'Correct the key.' : `Did you mean "${nearest}"? Correct the key.`;
    return refuse('is not a known key', expected, cure);
  };
}

const storeId: Read<string> = (value) =>
  /^[a-z0-9][a-z0-9_-]{0,39}$/.test(String(value))
    ? accept(String(value))
    : refuse(
        'is not a possible name of a store',
        'lower-case letters, digits, - and _, at most 40',
        'Write a short word such as main; what people see is the name inside it.',
      );

/** A Discord webhook URL, brought into its one form. */
function webhook(apiBase: string): Read<string> {
  const expected = 'https://discord.com/api/webhooks/<id>/<token>';
  return (value) => {
    if (typeof value !== 'string') return refuse('is not a URL', expected, 'Put the URL into quotes.');
    const parsed = parseWebhookUrl(value, apiBase);
    return parsed.ok
      ? accept(canonicalWebhookUrl(parsed.webhook, apiBase))
      : refuse(
          `is not a Discord webhook URL: ${parsed.problem}`,
          expected,
          'Copy the whole URL in Discord and paste it here.',
        );
  };
}

const valuePath = text(200, 'data.package.name');

/** Text in which `{{ player.name }}` and the like are filled in. */
function template(most: number, example: string): Read<string> {
  const read = text(most, example);
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
  label: leaf(text(256, 'Package')),
  from: leaf<string | string[]>((value) =>
    Array.isArray(value) ? list(valuePath, 10, '[data.package.name, data.item]')(value) : valuePath(value),
  ),
  as: leaf(choice(['text', 'amount', 'time', 'code', 'code-block', 'list', 'person', 'duration', 'number'])).optional(),
  inline: leaf(yesOrNo).optional(),
};

const lookShape = {
  title: leaf(template(256, 'New purchase')).optional(),
  text: leaf(template(2_000, 'Thank you, {{ player.name }}!')).optional(),
  icon: leaf(text(64, 'one emoji')).optional(),
  colour: leaf(colour).optional(),
  hide: leaf(list(valuePath, 50, '[amount, data.ip]')).optional(),
  fields: z.array(z.strictObject(fieldShape)).max(25).optional(),
};

const retentionShape = {
  delivered: leaf(duration).optional(),
  failed: leaf(duration).optional(),
  received: leaf(duration).optional(),
};

const sourceShape = {
  secret: leaf(secret).optional(),
  secrets: leaf(list(secret, 5, '[new secret, old secret]')).optional(),
  username: leaf(text(100, 'relay')).optional(),
  password: leaf(secret).optional(),
  category: leaf(choice(categories)).optional(),
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

function routeShape(apiBase: string) {
  return {
    webhook: leaf(webhook(apiBase)).optional(),
    channel: leaf(snowflake('the channel')).optional(),
    application: leaf(text(100, 'web')).optional(),
    min_severity: leaf(choice(severities)).optional(),
    muted: leaf(yesOrNo).optional(),
    mention_role: leaf(snowflake('the role')).optional(),
    username: leaf(username).optional(),
    avatar_url: leaf(webUrl).optional(),
    on_uncertain: leaf(choice(['resend', 'hold'])).optional(),
    retry: leaf(retryDelays).optional(),
  };
}

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
      .strictObject(routeShape(apiBase))
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
    name: leaf(text(80, 'Frostvale')).optional(),
    time_zone: leaf(timeZone).optional(),
    locale: leaf(locale).optional(),
    currency: leaf(currency).optional(),
    show_contact: leaf(yesOrNo).optional(),
    retention: block(z.strictObject(retentionShape)).optional(),
    routes: block(z.record(leaf(eventKey(routeKeys, routeKeyForm)), route)).optional(),
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
  route: Object.keys(routeShape('')),
  retention: Object.keys(retentionShape),
  source: Object.keys(sourceShape),
  endpoint: Object.keys(endpointShape),
  basic: Object.keys(basicShape),
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
