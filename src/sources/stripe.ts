import type { Json } from '../lib/json-reader.ts';
import { fromHex, hmac, isSame } from '../lib/signature.ts';
import { CrierError } from '../model/errors.ts';
import type { Proof, Source, SourceEvent, SourceRequest, SourceSettings, Translation } from '../model/source.ts';
import { readJson } from './_body.ts';
import { eventOf, keyOf, lookUp, unknownEvent } from './_event.ts';
import { helpOf } from './_kinds.ts';
import { headerOf, missing, proven, staleness, wrong } from './_proof.ts';
import { stripeHelp, stripeKinds, unshown } from './_stripe-kinds.ts';
import { partsOf } from './_stripe-parts.ts';
import { saleOf } from './_stripe-sales.ts';

/** Stripe. Contract: Stripe documentation, "Receive Stripe events in your webhook endpoint". */
export default {
  id: 'stripe',
  title: 'Stripe',
  link: 'https://docs.stripe.com/webhooks',
  secret: { from: 'platform', name: 'Signing secret (whsec_…)', problem: problemOf },
  setup: [
    'In the Stripe dashboard open Developers → Webhooks → Add destination, choose the events, and paste {url}.',
    'Of sales choose checkout.session.completed and checkout.session.async_payment_succeeded where buyers pay with Checkout or a payment link, payment_intent.succeeded where the shop has a payment page of its own, and invoice.paid for subscriptions and invoices. Whatever you choose, and in whatever order Stripe sends it, a sale is told once; charge.succeeded alone does not tell sales of invoices.',
    'Of everything else choose what you want from the table below.',
    'Reveal the signing secret of the destination (it begins with whsec_) and give all of it to Crier.',
    'Give Checkout sessions or payment intents the metadata "player" and "package": Stripe sends no line items and knows no player names.',
  ],
  events: helpOf(stripeHelp),
  withheld: ['evidence'],
  recognises: ({ headers }) => headers['stripe-signature'] !== undefined,
  prove,
  translate: (request) => translate(readJson(request)),
} satisfies Source;

/** The dashboard shows keys of Stripe's API beside it, which sign nothing. */
function problemOf(secret: string): string | undefined {
  if (/^(sk|pk|rk)_/.test(secret)) return 'it is a key of its API; the signing secret begins with whsec_';
  return secret.startsWith('whsec_') && !/^whsec_[\w+/=-]+$/.test(secret)
    ? 'behind whsec_ there have to be letters and digits'
    : undefined;
}

const header = 'Stripe-Signature';

function prove(request: SourceRequest, { secrets }: SourceSettings): Proof {
  const text = headerOf(request, header);
  if (text === undefined) return missing(`The header ${header}`);
  const pairs = text.split(',').map((pair) => pair.trim().split('='));
  const time = pairs.find(([key]) => key === 't')?.[1];
  const given = pairs.filter(([key]) => key === 'v1').map(([, value]) => fromHex(value ?? ''));
  if (time === undefined || !/^\d{1,12}$/.test(time)) return wrong(`The header ${header}`);
  const fits = secrets.some((secret) => {
    const expected = hmac('sha256', secret, `${time}.`, request.body);
    return given.some((one) => one !== undefined && isSame(expected, one));
  });
  return fits ? (staleness(Number(time), request) ?? proven) : wrong(`The header ${header}`);
}

function translate(event: Json): Translation {
  const name = event.text('type');
  if (name === undefined) throw new CrierError('invalid_json', 'The body has no "type", as every event of Stripe has.');
  // A thin event holds no data; what it stands for would have to be fetched.
  if (event.text('object') === 'v2.core.event') return { events: [] };
  const id = keyOf('stripe', event.text('id'));
  const object = event.at('data', 'object');
  const previous = event.at('data', 'previous_attributes');
  const parts = partsOf(name, object, previous);
  const found = parts?.kind ?? lookUp(stripeKinds, name);
  if (parts === undefined || unshown.has(name)) return { events: [] };
  const common = { id, occurred_at: event.time('created') };
  const translated =
    found === undefined
      ? unknownEvent('stripe', name, common)
      : eventOf({ ...common, ...parts.event, ...found, title: parts.title ?? found.title });
  return { events: [event.flag('livemode') === false ? asTest(translated) : translated], ...saleOf(name, object) };
}

/** The event as a test: goods that were bought with play money must not look like a sale. */
function asTest(event: SourceEvent): SourceEvent {
  const title = event.title ?? event.type.replaceAll(/[._]/g, ' ');
  return { ...event, title: `Test: ${title}` };
}
