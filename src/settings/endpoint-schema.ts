import { z } from 'zod';
import { choice, duration, list, retryDelays, text, webUrl } from '../contract/codecs.ts';
import { accept, type Read, refuse } from '../contract/parsed.ts';
import { didYouMean } from '../lib/did-you-mean.ts';
import { categories } from '../model/category.ts';
import { endpointNameForm, endpointNamePattern, mostConcurrency, signatureForms } from '../model/endpoint.ts';
import { severities } from '../model/event.ts';
import { type RetryPresetName, retryPresetNames } from '../model/retry-presets.ts';
import { isSubscribable, subscriptionForm } from '../model/subscription.ts';
import { leaf } from './leaf.ts';

const secret = text(500, 'the secret that the platform shows');

const endpointName: Read<string> = (value) =>
  typeof value === 'string' && endpointNamePattern.test(value)
    ? accept(value)
    : refuse('is not a possible name of an endpoint', endpointNameForm, 'Write a short name, such as rewards.');

const events: Read<string[]> = (value) => {
  const items = Array.isArray(value) ? value : [value];
  const wrong = items.find((item) => typeof item !== 'string' || !isSubscribable(item));
  if (wrong === undefined && items.length >= 1 && items.length <= 100) return accept(items);
  const guess = typeof wrong === 'string' ? didYouMean(wrong, ['*', ...categories]) : '';
  return refuse(
    'has something in it that is no event type',
    subscriptionForm,
    `${guess}Write it in brackets: ["rewards.*"].`,
  );
};

const retry: Read<RetryPresetName | readonly number[]> = (value) => {
  const name = retryPresetNames.find((known) => known === value);
  if (name !== undefined) return accept(name);
  const parsed = retryDelays.read(value);
  return parsed.ok ? parsed : { ...parsed, expected: `${retryPresetNames.join(', ')}, or ${parsed.expected}` };
};

/** JSON with tags, as text or as it would look in YAML. */
const jsonTemplate: Read<string> = (value) => {
  if (typeof value === 'object' && value !== null) return accept(JSON.stringify(value, null, 2));
  return text(20_000, '{"player": "{{ player.name }}"}').read(value);
};

const wholeNumber = (least: number, most: number): Read<number> => {
  const cure = 'Write a whole number.';
  return (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? accept(Number(value))
      : refuse('is not such a number', `a whole number from ${least} to ${most}`, cure);
};

const anyText: Read<string> = (value) =>
  typeof value === 'string' ? accept(value) : refuse('is not text', 'text', 'Put the value into quotes.');

export const basicShape = { username: leaf(anyText), password: leaf(anyText) };

/** The keys of one endpoint. */
export const endpointShape = {
  name: leaf(endpointName),
  url: leaf(webUrl.read),
  events: leaf(events).optional(),
  applications: leaf(list(text(100, 'web'), 50, '[web, app]').read).optional(),
  min_severity: leaf(choice(severities).read).optional(),
  signature: leaf(choice(signatureForms).read).optional(),
  secret: leaf(secret.read).optional(),
  secrets: leaf(list(secret, 5, '[new secret, old secret]').read).optional(),
  basic: z.strictObject(basicShape).optional(),
  bearer: leaf(text(2_000, 'a token').read).optional(),
  headers: z.record(z.string(), leaf(anyText)).optional(),
  body: leaf(jsonTemplate).optional(),
  retry: leaf(retry).optional(),
  concurrency: leaf(wholeNumber(1, mostConcurrency)).optional(),
  keep_failed: leaf(duration.read).optional(),
};

/** Made up while running it would be another at each start, so the file has to say it. */
const endpointSchema = z.strictObject(endpointShape).superRefine(({ signature, secret, secrets }, context) => {
  if (signature === 'none' || secret !== undefined || (secrets?.length ?? 0) > 0) return;
  const params = refuse(
    'has no secret to sign with',
    'secret, secrets or signature: none',
    'Make one (echo whsec_$(openssl rand -base64 32)), keep it in .env, and name it here as the example file does.',
  );
  context.addIssue({ code: 'custom', message: 'has no secret', params });
});

/** The list of endpoints of a store. */
export const endpointsSchema = z
  .array(endpointSchema)
  .max(500)
  .superRefine((endpoints, context) => {
    endpoints.forEach(({ name }, index) => {
      if (endpoints.findIndex((other) => other.name === name) === index) return;
      const params = refuse('is the name of two endpoints', 'a name of its own', 'Give one of them another name.');
      context.addIssue({ code: 'custom', message: 'is taken', path: [index, 'name'], params });
    });
  });
