import { Json } from '../lib/json-reader.ts';
import { parseExactly } from '../lib/parse-exactly.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { parseJson, readJson, readText } from './_body.ts';
import { keyOf, restOf } from './_event.ts';
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
  events: [{ platform: 'any <type>', type: '<type>', category: 'processing' }],
  recognises: (request) => request.headers['ce-specversion'] !== undefined || isStructured(request),
  prove: proveBySecret,
  translate(request, settings) {
    if (isBinary(request)) return { events: [binary(request, settings)], originals: [binaryOriginal(request)] };
    const body = readJson(request);
    const all = Array.isArray(body.value) ? body.list() : [body];
    return { events: all.map((one) => structured(one, settings)), originals: all.map(structuredOriginal) };
  },
} satisfies Source;

function contentType(request: SourceRequest): string {
  return headerOf(request, 'content-type')?.toLowerCase() ?? '';
}

function isStructured(request: SourceRequest): boolean {
  return contentType(request).startsWith('application/cloudevents');
}

/** Without any of its headers a body of plain JSON is taken as structured: senders forget the content type. */
function isBinary(request: SourceRequest): boolean {
  return !isStructured(request) && (headerOf(request, 'ce-type') ?? headerOf(request, 'ce-id')) !== undefined;
}

/** Names of CloudEvents are often reversed domains: `com.example.payment.completed`. */
function typeOf(name: string | undefined): string | undefined {
  return name?.replace(/^(com|org|net|io|dev|gg|de)\.[a-z0-9-]+\.(?=[a-z0-9_-]+\.)/, '');
}

/** Data that is a text is what the event says. */
function dataOf(value: Json): Json {
  return typeof value.value === 'string' ? new Json({ description: value.value }) : value;
}

/** The event with its data as JSON, in whatever form it came. */
function structuredOriginal(event: Json): unknown {
  const { data_base64: base64, ...attributes } = restOf(event, []);
  return typeof base64 === 'string' ? { ...attributes, data: dataIn(base64).value } : attributes;
}

function dataIn(base64: string): Json {
  return decoded(Buffer.from(base64, 'base64').toString('utf8'));
}

function structured(event: Json, { category }: SourceSettings): SourceEvent {
  const base64 = event.text('data_base64');
  const data = base64 === undefined ? event.at('data') : dataIn(base64);
  return freeEvent('cloudevents', typeOf(event.text('type')), dataOf(data), {
    id: keyOf('cloudevents', event.text('source'), event.text('id')),
    occurred_at: event.time('time'),
    category,
  });
}

function decoded(text: string): Json {
  try {
    return new Json(parseExactly(text));
  } catch {
    return new Json(undefined);
  }
}

function binary(request: SourceRequest, { category }: SourceSettings): SourceEvent {
  const attribute = (name: string) => unescaped(headerOf(request, `ce-${name}`));
  return freeEvent('cloudevents', typeOf(attribute('type')), dataOf(bodyOf(request)), {
    id: keyOf('cloudevents', attribute('source'), attribute('id')),
    occurred_at: new Json(attribute('time')).time(),
    category,
  });
}

function binaryOriginal(request: SourceRequest): unknown {
  const attributes = Object.entries(request.headers).flatMap(([name, value]) =>
    name.startsWith('ce-') ? [[name.slice('ce-'.length), unescaped(value)]] : [],
  );
  return { ...Object.fromEntries(attributes), data: bodyOf(request).value };
}

/** The data of a binary event may be anything, an image too. */
function bodyOf(request: SourceRequest): Json {
  const [media = ''] = contentType(request).split(';');
  if (request.body.length === 0) return new Json(undefined);
  if (/[/+]json\s*$/.test(media)) return parseJson(readText(request));
  return new Json(media.startsWith('text/') ? readText(request) : undefined);
}

/** Older senders quote a value; all encode what is no plain ASCII by percent signs. */
function unescaped(text: string | undefined): string | undefined {
  const quoted = /^"(.*)"$/.exec(text ?? '')?.[1];
  const plain = quoted?.replace(/\\(.)/g, '$1') ?? text;
  try {
    return plain === undefined ? undefined : decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
