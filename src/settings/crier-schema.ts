import { z } from 'zod';
import { didYouMean, nearestWord } from '../lib/did-you-mean.ts';
import { isTemplate, templateProblem } from '../lib/template.ts';
import { canonicalWebhookUrl, parseWebhookUrl } from '../lib/webhook-url.ts';
import { categories } from '../model/category.ts';
import { endpointNameForm, endpointNamePattern, mostConcurrency, signatureForms } from '../model/endpoint.ts';
import { severities, typePattern } from '../model/event.ts';
import { type RetryPresetName, retryPresetNames } from '../model/retry-presets.ts';
import { isSubscribable, subscriptionForm } from '../model/subscription.ts';
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

const secret = text(500, 'the secret that the platform shows');

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

const endpointName: Read<string> = (value) =>
  typeof value === 'string' && endpointNamePattern.test(value)
    ? accept(value)
    : refuse('is not a possible name of an endpoint', endpointNameForm, 'Write a short name, such as rewards.');

const events: Read<string[]> = (value) => {
  const items = Array.isArray(value) ? value : [value];
  const wrong = items.find((item) => typeof item !== 'string' || !isSubscribable(item));
  if (wrong === undefined && items.length >= 1 && items.length <= 100) return accept(items);
  const guess = typeof wrong === 'string' ? didYouMean(wrong, ['*', ...categories]) : '';
  return refuse(
    'has something in it that is no event type',
    subscriptionForm,
    `${guess}Write it in brackets: ["rewards.*"].`,
  );
};

const retry: Read<RetryPresetName | number[]> = (value) => {
  const name = retryPresetNames.find((known) => known === value);
  if (name !== undefined) return accept(name);
  const parsed = retryDelays(value);
  return parsed.ok ? parsed : { ...parsed, expected: `${retryPresetNames.join(', ')}, or ${parsed.expected}` };
};

/** JSON with tags, as text or as it would look in YAML. */
const jsonTemplate: Read<string> = (value) => {
  if (typeof value === 'object' && value !== null) return accept(JSON.stringify(value, null, 2));
  return text(20_000, '{"player": "{{ player.name }}"}')(value);
};

const wholeNumber = (least: number, most: number): Read<number> => {
  const cure = 'Write a whole number.';
  return (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? accept(Number(value))
      : refuse('is not such a number', `a whole number from ${least} to ${most}`, cure);
};

const anyText: Read<string> = (value) =>
  typeof value === 'string' ? accept(value) : refuse('is not text', 'text', 'Put the value into quotes.');

const basicShape = { username: leaf(anyText), password: leaf(anyText) };

const endpointShape = {
  name: leaf(endpointName),
  url: leaf(webUrl),
  events: leaf(events).optional(),
  applications: leaf(list(text(100, 'web'), 50, '[web, app]')).optional(),
  min_severity: leaf(choice(severities)).optional(),
  signature: leaf(choice(signatureForms)).optional(),
  secret: leaf(secret).optional(),
  secrets: leaf(list(secret, 5, '[new secret, old secret]')).optional(),
  basic: z.strictObject(basicShape).optional(),
  bearer: leaf(text(2_000, 'a token')).optional(),
  headers: z.record(z.string(), leaf(anyText)).optional(),
  body: leaf(jsonTemplate).optional(),
  retry: leaf(retry).optional(),
  concurrency: leaf(wholeNumber(1, mostConcurrency)).optional(),
  keep_failed: leaf(duration).optional(),
};

function routeShape(apiBase: string) {
  return {
    webhook: leaf(webhook(apiBase)),
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

function storeShape(apiBase: string) {
  const route = z.preprocess(
    (value) => (typeof value === 'string' ? { webhook: value } : value),
    z.strictObject(routeShape(apiBase)),
  );
  return {
    name: leaf(text(80, 'Frostvale')).optional(),
    time_zone: leaf(timeZone).optional(),
    locale: leaf(locale).optional(),
    currency: leaf(currency).optional(),
    show_contact: leaf(yesOrNo).optional(),
    retention: block(z.strictObject(retentionShape)).optional(),
    routes: block(z.record(leaf(eventKey(routeKeys, routeKeyForm)), route)).optional(),
    sources: block(z.record(leaf(sourceId), sourceSchema)).optional(),
    endpoints: z.preprocess((value) => value ?? [], z.array(z.strictObject(endpointShape)).max(500)).optional(),
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
