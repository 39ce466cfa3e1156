import { Json } from '../lib/json-reader.ts';
import { type Category, categoryOf } from '../model/category.ts';
import { majorAmount } from '../model/currency.ts';
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
    'In the application that posts to https://api.botghost.com/webhook/<bot>/<event> replace only the host by that of {url}: bot and event stay, and the event is told by its name.',
    'Replace the API key by the secret that Crier shows; it travels bare in the header Authorization.',
    'Each variable becomes a field; {player}, {amount}, {currency}, {package}, {event} and {category} fill the event.',
  ],
  events: [{ platform: 'any event', type: 'botghost.<event>', category: 'processing' }],
  prove: (request, settings) =>
    proveByEquality('The header Authorization', authorizationOf(request)?.credential, settings),
  translate: (request, settings) => ({ events: [eventFor(request, bodyOf(request), settings)] }),
} satisfies Source;

/** The variables are optional, and so is the body that holds them. */
function bodyOf(request: SourceRequest): Json {
  return request.body.length === 0 ? new Json({}) : readJson(request);
}

interface Variable {
  /** The text between the braces, in lower case. */
  word: string;
  name: string;
  value: string;
}

function variablesOf(body: Json): Variable[] {
  return body.list('variables').flatMap((one) => {
    const word = one
      .text('variable')
      ?.replace(/^\{|\}$/g, '')
      .toLowerCase();
    const value = one.text('value');
    return word === undefined || value === undefined ? [] : [{ word, name: one.text('name') ?? word, value }];
  });
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
  const given = find('event')?.value ?? request.query['event'] ?? request.query['type'];
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
  const entries = variables.slice(0, 100).map(({ word, value }) => [word.slice(0, 100), value.slice(0, 4_000)]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function categoryOfName(name: string | undefined): Category {
  return categoryOf(name ?? '') ?? categoryByName(name ?? '');
}
