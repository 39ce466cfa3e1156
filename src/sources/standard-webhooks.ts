import { fromBase64, hmac, isSame } from '../lib/signature.ts';
import type { Proof, Source, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { keyOf } from './_event.ts';
import { freeEvent } from './_own-form.ts';
import { headerOf, missing, proven, staleness, wrong } from './_proof.ts';

/** Standard Webhooks, and Svix. Contract: https://github.com/standard-webhooks/standard-webhooks, specification. */
export default {
  id: 'standard-webhooks',
  title: 'Standard Webhooks (also Svix)',
  link: 'https://www.standardwebhooks.com',
  secret: { from: 'platform', name: 'Signing secret (whsec_…)', problem: problemOf },
  setup: [
    'In the application that sends Standard Webhooks (or in its Svix portal) add an endpoint with the address {url}.',
    'Copy its signing secret (it begins with whsec_, or with v1,whsec_) and give it to Crier.',
    'A body in the form of our own events ({type, data: {player, amount, …}}) is shown in full; anything else by its name.',
  ],
  events: [{ platform: 'any <type>', type: '<type>', category: 'processing' }],
  recognises: ({ headers }) => headers['webhook-signature'] !== undefined || headers['svix-signature'] !== undefined,
  prove,
  translate(request, { category }) {
    const body = readJson(request);
    const data = body.at('data');
    const common = {
      id: keyOf('standard-webhooks', headerIn(request, 'id')),
      occurred_at: body.time('timestamp') ?? body.time('occurred_at'),
      category,
    };
    return { events: [freeEvent('standard-webhooks', body.text('type'), data.exists ? data : body, common)] };
  },
} satisfies Source;

function headerIn(request: SourceRequest, name: string): string | undefined {
  return headerOf(request, `webhook-${name}`) ?? headerOf(request, `svix-${name}`);
}

/** Some platforms show the version of the signature before the secret: `v1,whsec_…`. */
const beginning = /^(?:v1,)?(whsec_)?/;

/** The bytes of a secret: base64 behind `whsec_`; a text that is no base64 counts as its own bytes. */
function keyOfSecret(secret: string): Buffer {
  return fromBase64(secret.replace(beginning, '')) ?? Buffer.from(secret);
}

function problemOf(secret: string): string | undefined {
  const text = secret.replace(beginning, '');
  if (beginning.exec(secret)?.[1] === undefined && text !== '') return undefined;
  return fromBase64(text)?.length ? undefined : 'behind whsec_ there has to be base64';
}

function prove(request: SourceRequest, { secrets }: SourceSettings): Proof {
  const id = headerIn(request, 'id');
  const time = headerIn(request, 'timestamp');
  const signature = headerIn(request, 'signature');
  if (signature === undefined) return missing('The header webhook-signature');
  if (id === undefined || time === undefined) return missing('One of the headers webhook-id and webhook-timestamp');
  if (!/^\d{1,12}$/.test(time)) return wrong('The header webhook-timestamp');
  const given = signature
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => fromBase64(one.slice('v1,'.length)));
  const fits = secrets.some((secret) => {
    const expected = hmac('sha256', keyOfSecret(secret), `${id}.${time}.`, request.body);
    return given.some((one) => one !== undefined && isSame(expected, one));
  });
  return fits ? (staleness(Number(time), request) ?? proven) : wrong('The header webhook-signature');
}
