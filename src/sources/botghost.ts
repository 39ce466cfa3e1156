import { majorAmount } from '../lib/currency.ts';
import type { Json } from '../lib/json-reader.ts';
import type { Category } from '../model/category.ts';
import { typePattern } from '../model/event.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { categoryByName, eventOf, personOf, slugOf, wordsOf } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { categoryNamed } from './_own-form.ts';
import { authorizationOf, proveByEquality } from './_proof.ts';

/** BotGhost's webhook format. Contract: BotGhost documentation, "Webhooks". */
export default {
  id: 'botghost',
  title: 'BotGhost format',
  link: 'https://docs.botghost.com/webhooks',
  secret: { from: 'crier', name: 'API key' },
  setup: [
    'In the application that posts to BotGhost (https://api.botghost.com/webhook/<bot>/<event>) replace the address by {url}.',
    'Replace the API key by the secret that Crier shows; it travels bare in the header Authorization.',
    'Each variable becomes a field; {player}, {amount}, {currency}, {package}, {event} and {category} fill the event.',
  ],
  events: [{ platform: 'any event', type: 'botghost.<event>', category: 'processing' }],
  prove: (request, settings) =>
    proveByEquality('The header Authorization', authorizationOf(request)?.credential, settings),
  translate: (request, settings) => ({ events: [eventFor(request, readJson(request), settings)] }),
} satisfies Source;

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
  message: /^(message|description|text)$/,
  event: /^(event|type)$/,
  category: /^category$/,
} as const;

function eventFor(request: SourceRequest, body: Json, settings: SourceSettings): SourceEvent {
  const variables = variablesOf(body);
  const find = (meaning: keyof typeof meanings) => variables.find(({ word }) => meanings[meaning].test(word))?.value;
  const given = find('event') ?? request.query['event'] ?? request.query['type'];
  const isType = given !== undefined && given.length <= 100 && typePattern.test(given) && given.includes('.');
  const type = isType ? given : `botghost.${slugOf(given ?? 'event')}`;
  // `21.23 USD` in one variable is common.
  const [, value, code] = /^\s*(-?\d+(?:\.\d+)?)\s*([A-Za-z]{3})?\s*$/.exec(find('amount') ?? '') ?? [];
  const amount = majorAmount(value, code ?? find('currency') ?? settings.currency);
  const shown = variables.filter(({ word }) => !isMeant(word) || (meanings.amount.test(word) && amount === undefined));
  const category: Category = categoryNamed(find('category')) ?? settings.category ?? categoryByName(type);
  return eventOf({
    type,
    category,
    title: isType ? undefined : wordsOf(given ?? 'Message'),
    player: personOf({ name: find('player') }),
    recipient: personOf({ name: find('recipient') }),
    amount,
    description: find('message'),
    data: { package: find('package') },
    fields: fieldsOf(Object.fromEntries(shown.map(({ name, value: text }) => [name.slice(0, 256), text]))),
  });
}

function isMeant(word: string): boolean {
  return Object.values(meanings).some((meaning) => meaning.test(word));
}
