import { Json } from '../lib/json-reader.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { parseJson, readJson, readText } from './_body.ts';
import { keyOf } from './_event.ts';
import { freeEvent } from './_own-form.ts';
import { headerOf, proveBySecret } from './_proof.ts';

/** CloudEvents over HTTP, structured, batched and binary. Contract: https://github.com/cloudevents/spec, version 1.0. */
export default {
  id: 'cloudevents',
  title: 'CloudEvents',
  link: 'https://cloudevents.io',
  secret: { from: 'crier', name: 'Bearer token' },
  setup: [
    'Send CloudEvents 1.0 to {url}, in structured mode (application/cloudevents+json), batched, or in binary mode (ce- headers).',
    'Send the secret that Crier shows as "Authorization: Bearer …".',
    'Data in the form of our own events ({player, amount, …}) is shown in full; anything else by the name of its type.',
  ],
  events: [{ platform: 'any type', type: 'the same type', category: 'processing' }],
  recognises: ({ headers }) =>
    headers['ce-specversion'] !== undefined || headers['content-type']?.startsWith('application/cloudevents') === true,
  prove: proveBySecret,
  translate(request, settings) {
    const type = headerOf(request, 'content-type') ?? '';
    if (!type.startsWith('application/cloudevents')) return { events: [binary(request, settings)] };
    const body = readJson(request);
    const all = Array.isArray(body.value) ? body.list() : [body];
    return { events: all.slice(0, 1_000).map((one) => structured(one, settings)) };
  },
} satisfies Source;

/** Names of CloudEvents are often reversed domains: `com.example.payment.completed`. */
function typeOf(name: string | undefined): string | undefined {
  return name?.replace(/^(com|org|net|io|dev|gg|de)\.[a-z0-9-]+\.(?=[a-z0-9_-]+\.)/, '');
}

function structured(event: Json, { category }: SourceSettings): SourceEvent {
  const data = event.text('data_base64') === undefined ? event.at('data') : decoded(event.text('data_base64') ?? '');
  return freeEvent('cloudevents', typeOf(event.text('type')), data, {
    id: keyOf('cloudevents', event.text('source'), event.text('id')),
    occurred_at: event.time('time'),
    category,
  });
}

function decoded(text: string): Json {
  try {
    return new Json(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    return new Json(undefined);
  }
}

function binary(request: SourceRequest, { category }: SourceSettings): SourceEvent {
  const header = (name: string) => {
    const text = headerOf(request, `ce-${name}`);
    return text === undefined ? undefined : decodePercent(text);
  };
  const text = readText(request);
  const isJson = /json/.test(headerOf(request, 'content-type') ?? '');
  const data = isJson && text !== '' ? parseJson(text) : new Json(undefined);
  return freeEvent('cloudevents', typeOf(header('type')), data, {
    id: keyOf('cloudevents', header('source'), header('id')),
    occurred_at: new Json(header('time')).time(),
    category,
  });
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
