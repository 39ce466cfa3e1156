import type { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import { CrierError } from '../model/errors.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson, readText } from './_body.ts';
import { correlationOf, eventOf, keyOf, keyOfBytes, personOf } from './_event.ts';
import { proveByHmac } from './_proof.ts';

const template =
  '{"player":{"name":"{in_game_name}","uuid":"{uuid}"},"payment":{"id":"{transaction_id}","external_id":"{external_transaction_id}","name":"{payment_name}","gateway":"{gateway}","price":"{price}","coupon":"{coupon}","referred_by":"{referred_by}","timestamp":"{timestamp}"},"customer":{"country":"{address_country_name}"}}';

/** CraftingStore; the owner writes the body as a template. Contract: CraftingStore documentation, "Webhooks". */
export default {
  id: 'craftingstore',
  title: 'CraftingStore',
  link: 'https://docs.craftingstore.net/premium-features/webhooks',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: [
    'In the CraftingStore panel open Settings → Webhooks (Gold plan) and add a webhook with the address {url}.',
    `Paste this as its body: ${template}`,
    'Copy its secret and give it to Crier. CraftingStore sends no currency: set it with "currency" of the store in config/crier.yaml.',
  ],
  events: [{ platform: 'payment', type: 'payment.completed', category: 'transactions' }],
  prove: proveByHmac({ header: 'X-Signature' }),
  translate: (request, settings) => ({ events: [translate(request, settings)] }),
} satisfies Source;

function translate(request: SourceRequest, { currency }: SourceSettings): SourceEvent {
  try {
    return paymentOf(readJson(request), request, currency);
  } catch (error) {
    if (!(error instanceof CrierError)) throw error;
    return unreadable(request);
  }
}

/** A quote in a product's name may break the template: what was paid must not vanish for it. */
function unreadable(request: SourceRequest): SourceEvent {
  const text = readText(request);
  return eventOf({
    type: 'payment.completed',
    category: 'transactions',
    severity: 'warning',
    id: keyOfBytes('craftingstore', 'raw', request.body),
    title: 'A payment that could not be read',
    description: withoutContact(text).slice(0, 2_000),
  });
}

function withoutContact(text: string): string {
  return text.replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '…').replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '…');
}

/** A placeholder that was left empty or was not filled in is nothing. */
function filled(body: Json, ...path: string[]): string | undefined {
  const text = body.text(...path);
  return text === undefined || text === 'null' || /^\{\w+\}$/.test(text) ? undefined : text;
}

function paymentOf(body: Json, request: SourceRequest, currency: string): SourceEvent {
  const id = filled(body, 'payment', 'id') ?? filled(body, 'transaction_id');
  const amount = majorAmount(filled(body, 'payment', 'price') ?? filled(body, 'price'), currency);
  const isFree = amount !== undefined && Number(amount.value) === 0;
  return eventOf({
    type: 'payment.completed',
    category: 'transactions',
    severity: isFree ? 'info' : 'success',
    title: isFree ? 'Free claim' : undefined,
    id: keyOf('craftingstore', id),
    occurred_at: body.time('payment', 'timestamp') ?? new Date(request.receivedAt).toISOString(),
    correlation_id: correlationOf('craftingstore', id),
    player: personOf({ name: filled(body, 'player', 'name'), id: filled(body, 'player', 'uuid') }),
    amount: isFree ? undefined : amount,
    data: {
      package: filled(body, 'payment', 'name'),
      gateway: filled(body, 'payment', 'gateway'),
      coupon: filled(body, 'payment', 'coupon'),
      referred_by: filled(body, 'payment', 'referred_by'),
      country: filled(body, 'customer', 'country'),
      transaction_id: id,
    },
  });
}
