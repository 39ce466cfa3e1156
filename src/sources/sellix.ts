import type { Source } from '../model/source.ts';
import { readJson } from './_body.ts';
import { keyOf, keyOfBytes } from './_event.ts';
import { helpOf } from './_kinds.ts';
import { proveByHmac } from './_proof.ts';
import { sellixEvents, sellixKinds } from './_sellix-form.ts';

/** Sellix. Contract: docs.sellix.io, "Webhooks". */
export default {
  id: 'sellix',
  title: 'Sellix',
  link: 'https://docs.sellix.io/webhooks',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: [
    'In the Sellix dashboard open Developer → Webhooks and add the address {url} with the events you want.',
    'Copy the webhook secret of Developer → Security and give it to Crier.',
  ],
  events: helpOf(sellixKinds),
  withheld: ['location', 'city', 'serials'],
  recognises: ({ headers }) => headers['x-sellix-signature'] !== undefined,
  prove: proveByHmac({ header: 'X-Sellix-Signature', algorithm: 'sha512' }),
  translate(request) {
    const body = readJson(request);
    const data = body.at('data');
    const name = body.text('event');
    // A subscription is renewed and changed again and again under one id and status: only the bytes tell which time.
    const key = name?.startsWith('subscription:')
      ? keyOfBytes('sellix', name, request.body)
      : keyOf('sellix', name, data.text('uniqid') ?? data.text('id'), data.text('status') ?? '-');
    return { events: sellixEvents('sellix', body, key) };
  },
} satisfies Source;
