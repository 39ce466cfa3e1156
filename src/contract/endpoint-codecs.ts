import { z } from 'zod';
import { didYouMean } from '../lib/did-you-mean.ts';
import { shortDuration } from '../lib/duration.ts';
import { categories } from '../model/category.ts';
import { endpointNameForm, isEndpointName } from '../model/endpoint.ts';
import { presetOf, type RetryPreset, retryPresetNames, retryPresets } from '../model/retry-presets.ts';
import { isSubscribable, subscriptionForm } from '../model/subscription.ts';
import { retryDelays, text } from './codecs.ts';
import type { Codec } from './field.ts';
import { accept, refuse } from './parsed.ts';

/** The name that an owner gives an endpoint. */
export const endpointName: Codec<string> = {
  expected: endpointNameForm,
  wire: z.string().max(64),
  shown: z.string(),
  read: (value) =>
    typeof value === 'string' && isEndpointName(value)
      ? accept(value)
      : refuse('is not a possible name of an endpoint', endpointNameForm, 'Write a short name, such as rewards.'),
  present: (name) => name,
};

const mostEvents = 100;
const event = z
  .string()
  .max(100)
  .refine(isSubscribable, { error: `expected ${subscriptionForm}` });

/** The events that are wanted; a file may name one without brackets. */
export const eventSelection: Codec<readonly string[]> = {
  expected: subscriptionForm,
  wire: z.array(event).min(1).max(mostEvents),
  shown: z.array(z.string()),
  read(value) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    const fitting = items.filter((item) => typeof item === 'string' && isSubscribable(item));
    if (fitting.length === items.length && items.length >= 1 && items.length <= mostEvents)
      return accept(fitting.map(String));
    const wrong = items.find((item) => !fitting.includes(item));
    const guess = typeof wrong === 'string' ? didYouMean(wrong, ['*', ...categories]) : '';
    return refuse(
      'has something in it that is no event type',
      subscriptionForm,
      `${guess}Write it in brackets: ["rewards.*"].`,
    );
  },
  present: (events) => [...events],
};

const retryForm = `${retryPresetNames.join(', ')}, or ${retryDelays.expected}`;

/** A schedule by its name, or the delays before each further attempt. */
export const retrySchedule: Codec<RetryPreset, string | readonly string[]> = {
  expected: retryForm,
  wire: z.union([z.enum(retryPresetNames), retryDelays.wire], {
    error: `expected ${retryPresetNames.join(', ')}, or delays such as ["5s", "5m"]`,
  }),
  shown: z.union([z.enum(retryPresetNames), retryDelays.shown]),
  read(value) {
    const name = retryPresetNames.find((known) => known === value);
    if (name !== undefined) return accept(retryPresets[name]);
    const parsed = retryDelays.read(value);
    return parsed.ok ? accept({ delays: parsed.value }) : { ...parsed, expected: retryForm };
  },
  present: ({ delays }) => presetOf(delays) ?? delays.map(shortDuration),
};

const longestTemplate = 20_000;
const templateText = text(longestTemplate, '{"player": "{{ player.name }}"}');

/** JSON with tags: as text, or as the JSON that it would be. */
export const jsonTemplate: Codec<string, string | Record<string, unknown> | unknown[]> = {
  expected: templateText.expected,
  wire: z.union([z.string().min(1).max(longestTemplate), z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  shown: z.string(),
  read: (value) =>
    typeof value === 'object' && value !== null ? accept(JSON.stringify(value, null, 2)) : templateText.read(value),
  present: (template) => template,
};
