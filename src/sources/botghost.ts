import { Json } from '../lib/json-reader.ts';
import { type Category, categoryOf } from '../model/category.ts';
import { majorAmount } from '../model/currency.ts';
import { CrierError } from '../model/errors.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { categoryByName, eventOf, humanise, personOf, slugOf } from './_event.ts';
import { fieldsOfRows } from './_fields.ts';
import { categoryNamed, ownType } from './_own-form.ts';
import { authorizationOf, proveByEquality } from './_proof.ts';

/** BotGhost's webhook format. Contract: BotGhost documentation, "Webhooks". */
export default {
  id: 'botghost',
  title: 'BotGhost format',
  link: 'https://docs.botghost.com/webhooks',
  secret: { from: 'crier', name: 'API key' },
  setup: [
    'In the application that posts to https://api.botghost.com/webhook/<bot>/<event> replace only the host by that of {url}: bot and event stay, and the event is told by its id.',
    'Or make webhooks by name, each with an address and an event id of its own: npm run crier -- source hook add botghost "New buyer". From the first one on, other ids are answered with 404.',
    'Replace the API key by the secret that Crier shows; it travels bare in the header Authorization. It is shown once; npm run crier -- source rotate-secret botghost makes another, and the one before counts for 24 hours more.',
    'Each variable becomes a field; {player}, {amount}, {currency}, {package}, {event} and {category} fill the event. A look of your own may say {{ variables.Buyer_Name }}, as the variable is spelt or in lower case.',
  ],
  events: [{ platform: 'any event', type: 'botghost.<event>', category: 'processing' }],
  prove: (request, settings) =>
    proveByEquality('The header Authorization', authorizationOf(request)?.credential, settings),
  hookPath: (store, id) => `/webhook/${store}/${id}`,
  translate: (request, settings) => ({ events: [eventFor(request, bodyOf(request), settings)] }),
} satisfies Source;

/** The variables are optional, and so is the body that holds them. */
function bodyOf(request: SourceRequest): Json {
  return request.body.length === 0 ? new Json({}) : readJson(request);
}

interface Variable {
  /** The text between the braces, as it is spelt. */
  spelt: string;
  /** The same in lower case. */
  word: string;
  name: string;
  value: string;
}

/** @throws CrierError `invalid_request` for another form than the document's; values may be empty, numbers or booleans. */
function variablesOf(body: Json): Variable[] {
  if (isEmpty(body.value)) return [];
  if (body.value === null || typeof body.value !== 'object' || Array.isArray(body.value)) {
    throw unfit('', 'an object such as {"variables": [{"name": "Buyer", "variable": "{buyer}", "value": "Steve"}]}');
  }
  const variables = body.at('variables');
  // A table without entries is {} in Lua and [] in PHP.
  if (!variables.exists || isEmpty(variables.value)) return [];
  if (!Array.isArray(variables.value)) throw unfit('variables', 'a list of objects with name, variable and value');
  return variables.list().flatMap((one, index) => {
    const spelt = one
      .text('variable')
      ?.replace(/^\{|\}$/g, '')
      .trim();
    if (spelt === undefined || spelt === '') throw unfit(`variables[${index}].variable`, 'a text such as "{buyer}"');
    const { value: given } = one.at('value');
    // Lua leaves a value that is nil out, and others write null.
    if (given === undefined || given === null) return [];
    if (!['string', 'number', 'boolean'].includes(typeof given)) throw unfit(`variables[${index}].value`, 'a text');
    const value = one.text('value');
    return value === undefined ? [] : [{ spelt, word: spelt.toLowerCase(), name: one.text('name') ?? spelt, value }];
  });
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function unfit(path: string, expected: string): CrierError {
  return new CrierError('invalid_request', `${path === '' ? 'The body' : path} is not as expected: ${expected}.`, {
    errors: [{ path, message: `expected ${expected}` }],
  });
}

/** The name of the webhook in the address, or its id where none was made. @throws CrierError `not_found`. */
function hookOf({ query }: SourceRequest, { hooks = {} }: SourceSettings): string | undefined {
  const id = query['event'] ?? query['type'];
  if (id === undefined || Object.keys(hooks).length === 0) return id;
  if (Object.hasOwn(hooks, id)) return hooks[id];
  throw new CrierError(
    'not_found',
    `There is no webhook with the event id ${id.slice(0, 50)}. npm run crier -- source show botghost lists those that were made.`,
  );
}

const meanings = {
  player: /^(player|username|user|customer|name)$/,
  recipient: /^(recipient|gifted_to|to)$/,
  amount: /^(amount|price|total)$/,
  currency: /^currency$/,
  package: /^(package|product|item)$/,
  title: /^title$/,
  message: /^(message|description|text)$/,
  event: /^(event|type)$/,
  category: /^category$/,
} as const;

function eventFor(request: SourceRequest, body: Json, settings: SourceSettings): SourceEvent {
  const variables = variablesOf(body);
  const find = (meaning: keyof typeof meanings) => variables.find(({ word }) => meanings[meaning].test(word));
  const hook = hookOf(request, settings);
  const given = find('event')?.value ?? hook;
  const type = ownType(given);
  // `21.23 USD` in one variable is common.
  const [, value, code] = /^\s*(-?\d+(?:\.\d+)?)\s*([A-Za-z]{3})?\s*$/.exec(find('amount')?.value ?? '') ?? [];
  const amount = majorAmount(value, code ?? find('currency')?.value ?? settings.currency);
  const player = personOf({ name: find('player')?.value });
  const recipient = personOf({ name: find('recipient')?.value });
  const taken = new Set([
    ...(['package', 'title', 'message', 'event'] as const).map(find),
    ...(amount === undefined ? [] : [find('amount'), find('currency')]),
    player && find('player'),
    recipient && find('recipient'),
    categoryNamed(find('category')?.value) && find('category'),
  ]);
  const shown = variables.filter((one) => !taken.has(one));
  return eventOf({
    type: type ?? `botghost.${slugOf(given ?? 'event')}`,
    category: categoryNamed(find('category')?.value) ?? settings.category ?? categoryOfName(given),
    title: find('title')?.value.slice(0, 300) ?? (type === undefined ? humanise(given ?? 'Message') : undefined),
    player,
    recipient,
    amount,
    description: find('message')?.value.slice(0, 50_000),
    // For the store's own templates: a look of this event type may say {{ variables.player }}.
    data: { package: find('package')?.value, variables: namedOf(variables) },
    fields: fieldsOfRows(shown.map(({ name, value: text }) => [name, text])),
  });
}

function namedOf(variables: readonly Variable[]): Record<string, string> | undefined {
  const kept = variables.slice(0, 100).map((one) => ({ ...one, value: one.value.slice(0, 4_000) }));
  const inLowerCase = kept.map(({ word, value }) => [word.slice(0, 100), value]);
  const asSpelt = kept.map(({ spelt, value }) => [spelt.slice(0, 100), value]);
  return kept.length === 0 ? undefined : Object.fromEntries([...inLowerCase, ...asSpelt]);
}

function categoryOfName(name: string | undefined): Category {
  return categoryOf(name ?? '') ?? categoryByName(name ?? '');
}
