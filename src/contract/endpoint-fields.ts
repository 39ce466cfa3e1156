import { z } from 'zod';
import { defaultConcurrency, endpointNameForm, mostConcurrency, signatureForms } from '../model/endpoint.ts';
import { severities } from '../model/event.ts';
import { retryPresetNames, retryPresets } from '../model/retry-presets.ts';
import { subscriptionForm } from '../model/subscription.ts';
import { anyText, choice, duration, list, secretText, text, webUrl, wholeNumber } from './codecs.ts';
import { block, record } from './compound-codecs.ts';
import { endpointName, eventSelection, jsonTemplate, retrySchedule } from './endpoint-codecs.ts';
import { type Change, type Creation, type Fields, field } from './field.ts';

const place = {
  name: field({
    name: 'name',
    codec: endpointName,
    absent: 'kept',
    label: 'Name',
    description: `Unique in the store: ${endpointNameForm}; a file has to say it, elsewhere it is the host by default`,
    example: 'rewards',
    option: { takes: 'text', value: 'name', says: 'what it is called; default: its host' },
  }),
  url: field({
    name: 'url',
    // Whoever is to call it looks at the whole of it.
    codec: { ...webUrl, wire: z.string().min(1).max(2048), read: text(2048, 'https://game.example.com/crier').read },
    absent: 'required',
    label: 'Address',
    description: 'https, unless the operator allows http for its host',
    example: 'https://game.example.com/crier',
    isSecret: true,
    option: { takes: 'text', value: 'url', says: 'where it posts to' },
  }),
};

/** The fields that are shown as they are. */
export const shownEndpointFields = {
  events: field({
    name: 'events',
    codec: eventSelection,
    absent: { default: ['*'] },
    label: 'Events',
    description: `What it wants: ${subscriptionForm}`,
    example: '[rewards.*, gifting]',
    option: {
      takes: 'words',
      value: 'events',
      says: 'what it wants: types, patterns, categories; may be repeated; default: *',
    },
  }),
  applications: field({
    name: 'applications',
    codec: list(text(100, 'web'), 50, '[web, app]'),
    absent: 'none',
    label: 'Applications',
    description: "Only what these of the store's applications sent",
    example: '[web, app]',
    option: {
      takes: 'words',
      flag: 'application',
      value: 'name',
      says: 'only what this application sent; may be repeated',
    },
  }),
  min_severity: field({
    name: 'minSeverity',
    codec: choice(severities),
    absent: 'none',
    label: 'From severity',
    description: 'Only events at least this severe',
    example: 'warning',
    option: { takes: 'text', value: 'severity', says: 'only what is at least that' },
  }),
  signature: field({
    name: 'signature',
    codec: choice(signatureForms),
    absent: { default: 'standard' },
    label: 'Signature',
    description:
      'How requests are signed: standard (Standard Webhooks), plain (X-Webhook-Signature: the hex HMAC-SHA256 of the body), both or none',
    example: 'plain',
    option: { takes: 'text', value: 'form', says: 'how requests are signed' },
  }),
  body: field({
    name: 'body',
    codec: jsonTemplate,
    absent: 'none',
    label: 'Body',
    description:
      'The body as JSON with {{ tags }}, or with {tags} where it has no double braces: a text, or JSON itself; without one the event in its envelope',
    example: '{"player": "{{ player.name }}"}',
    option: {
      takes: 'file',
      value: 'file',
      says: 'template of the body, JSON with {{ tags }}; - is standard input, "none" the usual body',
    },
  }),
  retry: field({
    name: 'retry',
    codec: retrySchedule,
    absent: { default: retryPresets.standard },
    label: 'Retries',
    description: `A schedule: ${retryPresetNames.join(', ')}, or the delays before each further attempt, such as ["5s", "5m"]`,
    example: '[5s, 5m, 1h]',
    option: {
      takes: 'schedule',
      value: 'schedule',
      says: `${retryPresetNames.join(', ')}, or delays such as 5s,5m,1h`,
    },
  }),
  concurrency: field({
    name: 'concurrency',
    codec: wholeNumber(1, mostConcurrency),
    absent: { default: defaultConcurrency },
    label: 'At once',
    description: 'How many requests may be under way at once',
    example: '2',
    unit: 'requests',
    option: { takes: 'number', value: 'number', says: 'requests at once' },
  }),
  keep_failed: field({
    name: 'keepFailedMs',
    codec: duration,
    absent: 'none',
    label: 'Keep failed',
    description:
      'How long dead letters are kept, such as 24h; by default as long as the store keeps them, with steady 24h',
    example: '7d',
    option: { takes: 'text', value: 'duration', says: 'how long dead letters are kept, such as 24h' },
  }),
};

/** The fields that prove who sends, or that log in. */
const secrets = {
  secret: field({
    name: 'secret',
    codec: secretText,
    absent: 'kept',
    label: 'Secret',
    description:
      'What requests are signed with; a file has to say it, elsewhere Crier makes one up and tells it this once',
    example: 'whsec_…',
    isSecret: true,
    option: {
      takes: 'variable',
      flag: 'secret-env',
      value: 'variable',
      says: 'take the signing secret from this variable; default: one is made up',
    },
  }),
  basic: field({
    name: 'basic',
    codec: block({
      username: field({
        name: 'username',
        codec: anyText(200),
        absent: 'required',
        label: 'User name',
        description: 'Without a colon',
        example: 'relay',
      }),
      password: field({
        name: 'password',
        codec: anyText(500),
        absent: 'required',
        label: 'Password',
        description: 'Its password',
        example: '…',
        isSecret: true,
      }),
    }),
    absent: 'none',
    label: 'HTTP Basic',
    description: 'The user name and password that it logs in with',
    example: '{ username: relay, password: … }',
    isSecret: true,
    option: {
      takes: 'login',
      flag: 'basic-env',
      value: 'variable',
      says: 'log in with HTTP Basic; the variable holds user:password',
    },
  }),
  bearer: field({
    name: 'bearer',
    codec: text(2_000, 'a token'),
    absent: 'none',
    label: 'Bearer token',
    description: 'The bearer token that it logs in with',
    example: '…',
    isSecret: true,
    option: {
      takes: 'variable',
      flag: 'bearer-env',
      value: 'variable',
      says: 'log in with a bearer token from this variable',
    },
  }),
  headers: field({
    name: 'headers',
    codec: record(anyText(4_000), '{ X-Shop: Frostvale }'),
    absent: 'none',
    label: 'Headers',
    description: 'Extra headers; values may have {{ tags }}, and User-Agent takes the place of the usual one',
    example: '{ X-Shop: Frostvale }',
    isSecret: true,
    option: {
      takes: 'json',
      value: 'json',
      says: 'extra headers as a JSON object, or the name of a file with it, or - for standard input',
    },
  }),
  body_secrets: field({
    name: 'bodySecrets',
    codec: record(anyText(4_000), '{ token: … }'),
    absent: 'none',
    label: 'Secrets of the body',
    description: 'Values that the body fills in as {{ secrets.token }}, and that nobody is shown',
    example: '{ token: … }',
    isSecret: true,
    option: {
      takes: 'json',
      value: 'json',
      says: 'values for {{ secrets.… }} in the body, as a JSON object, a file with it, or - for standard input',
    },
  }),
};

/** All that can be said of an endpoint. */
export const endpointFields = { ...place, ...shownEndpointFields, ...secrets } satisfies Fields;

/** The fields of an endpoint in a file, which has to say its name. */
export const endpointFileFields = {
  ...endpointFields,
  name: { ...place.name, absent: 'required' as const },
  url: { ...place.url, codec: webUrl },
  secrets: field({
    name: 'secrets',
    codec: list(secretText, 5, '[new secret, old secret]'),
    absent: 'none',
    label: 'Secrets',
    description: 'In a file: several that sign at once, while one is changed; the newest first',
    example: '[new secret, old secret]',
    isSecret: true,
  }),
} satisfies Fields;

/** A change of one endpoint. */
export type EndpointChange = Change<typeof endpointFields>;

export type NewEndpoint = Creation<typeof endpointFields>;
