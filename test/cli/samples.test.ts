import { expect, test } from 'vitest';
import { demoEvents } from '../../src/cli/demo-events.ts';
import { lookFor } from '../../src/looks/look-for.ts';
import { categoryOf, eventCategories } from '../../src/model/category.ts';
import { eventInputSchema } from '../../src/model/event.ts';
import { defaultStore } from '../../src/model/store.ts';
import { completeEvent } from '../../src/pipeline/accept/complete-event.ts';
import { samples, samplesAt } from '../../src/samples/events.ts';

const store = { ...defaultStore, id: 'main', name: 'Frostvale' };

test('every sample is a valid event', () => {
  for (const [type, event] of samples) {
    expect(eventInputSchema.safeParse(event).error, type).toBeUndefined();
    expect(event.type).toBe(type);
  }
  expect(samples.size).toBeGreaterThanOrEqual(60);
});

test('every sample has a look of its own, but for the one that no category takes', () => {
  const general = [...samples.values()]
    .map((event) => lookFor(completeEvent(event, 'main', 0), store))
    .filter((look) => !look.for.includes('.') || look.for.endsWith('*'))
    .map(({ title }) => title);
  expect(general).toEqual(['Quest finished']);
});

test('the samples cover every category', () => {
  const covered = new Set([...samples.values()].map(({ type, category }) => category ?? categoryOf(type) ?? 'other'));
  expect([...covered].sort()).toEqual([...eventCategories].sort());
});

test('what expires does so from the time that is given', () => {
  const sample = samplesAt(Date.UTC(2030, 4, 1)).get('perk.granted');
  expect(sample?.data?.['expires_at']).toBe('2030-05-31T00:00:00.000Z');
});

test('the demo sends valid events of every category within the first eight, and never only one player', () => {
  const events = demoEvents(7, samples).take(90).toArray();
  for (const event of events) expect(eventInputSchema.safeParse(event).error, event.type).toBeUndefined();
  const first = new Set(events.slice(0, 8).map(({ type }) => categoryOf(type)));
  expect(first.size).toBe(8);
  expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(20);
  expect(new Set(events.map(({ player }) => player?.name)).size).toBeGreaterThan(5);
  expect(events.some(({ description }) => description?.includes('\n    at '))).toBe(true);
  for (const { player, recipient } of events) {
    if (recipient !== undefined) expect(recipient.name).not.toBe(player?.name);
  }
});

test('the demo is the same for the same seed and another for another', () => {
  const take = (seed: number) => demoEvents(seed, samples).take(10).toArray();
  expect(take(1)).toEqual(take(1));
  expect(take(1)).not.toEqual(take(2));
});
