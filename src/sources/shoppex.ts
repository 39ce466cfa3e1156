import { fromHex, hmac, isSame } from '../lib/signature.ts';
import type { Proof, Source, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { keyOf } from './_event.ts';
import { helpOf } from './_kinds.ts';
import { headerOf, missing, proven, staleness, wrong } from './_proof.ts';
import { sellixEvents, sellixKinds } from './_sellix-form.ts';

/** The events of Sellix's form that Shoppex sends. */
const documented = new Set([
  'order:created',
  'order:partial',
  'order:paid',
  'order:cancelled',
  'order:disputed',
  'subscription:created',
  'subscription:renewed',
  'subscription:cancelled',
]);

/** Shoppex. Contract: Shoppex documentation, "Webhooks overview" and "Signature migration". */
export default {
  id: 'shoppex',
  title: 'Shoppex',
  link: 'https://docs.shoppex.io/webhooks/overview',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: [
    'In the Shoppex dashboard open Developer → Webhooks and add the address {url} with the events you want.',
    'Copy the webhook secret and give it to Crier.',
  ],
  events: helpOf(sellixKinds).filter(({ platform }) => documented.has(platform)),
  withheld: ['location', 'city', 'serials'],
  recognises: ({ headers }) => headers['x-shoppex-delivery'] !== undefined,
  prove,
  translate(request) {
    const key = keyOf('shoppex', headerOf(request, 'X-Shoppex-Delivery'));
    return { events: sellixEvents('shoppex', readJson(request), key) };
  },
} satisfies Source;

const header = 'X-Shoppex-Signature-V2';

function prove(request: SourceRequest, { secrets }: SourceSettings): Proof {
  const text = headerOf(request, header);
  const delivery = headerOf(request, 'X-Shoppex-Delivery');
  if (text === undefined) return missing(`The header ${header}`);
  if (delivery === undefined) return missing('The header X-Shoppex-Delivery');
  const time = /(?:^|,)\s*t=(\d+)/.exec(text)?.[1];
  const given = fromHex(/(?:^|,)\s*h=([0-9a-f]+)/i.exec(text)?.[1] ?? '');
  if (time === undefined || given === undefined) return wrong(`The header ${header}`);
  const fits = secrets.some((secret) => isSame(hmac('sha256', secret, `${delivery}.${time}.`, request.body), given));
  return fits ? (staleness(Number(time), request) ?? proven) : wrong(`The header ${header}`);
}
