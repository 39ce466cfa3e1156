import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EventInput } from '../../src/model/event.ts';
import { finishEvents } from '../../src/pipeline/receive/finish-events.ts';
import { readOriginal } from '../../src/pipeline/receive/original.ts';
import { allSamples, loadSources, type Sample } from './_samples.ts';

// What a platform sent is in its events, but for what is left out on purpose: withheld.txt is the list of that.

const sources = await loadSources();
const told = allSamples.filter(({ name }) => !name.startsWith('handshakes/'));

function finished(sample: Sample): EventInput[] {
  const source = sources.get(sample.source);
  if (source === undefined) throw new Error(`there is no source ${sample.source}`);
  const translation = source.translate(sample.request, sample.settings);
  return finishEvents(source, sample.request, translation, sample.settings).inputs;
}

/** The paths of a value's texts, numbers and booleans; the items of a list have one path. */
function leavesOf(value: unknown, path = ''): [path: string, leaf: string][] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  const entries = Array.isArray(value) ? value.map((item) => ['[]', item] as const) : Object.entries(value);
  return entries.flatMap(([key, item]) => leavesOf(item, key === '[]' ? `${path}[]` : `${path}.${key}`));
}

const wholeOf = (events: readonly EventInput[]) => events.flatMap((event) => leavesOf(event).map(([, leaf]) => leaf));

test('every value that a platform sends is in its events, or in the list of what is left out on purpose', async () => {
  const missing = told.flatMap((sample) => {
    const kept = new Set(wholeOf(finished(sample)));
    return leavesOf(readOriginal(sample.request)).flatMap(([path, leaf]) =>
      kept.has(leaf) || kept.has(leaf.trim()) ? [] : [`${sample.source} ${path}`],
    );
  });
  const list = [...new Set(missing)].sort();
  await expect(`${list.join('\n')}\n`).toMatchFileSnapshot(resolve(import.meta.dirname, 'withheld.txt'));
});

describe.each(told)('$source $name', (sample) => {
  const originals = finished(sample).map(({ data }) => data?.['original']);
  const text = JSON.stringify(originals);

  test('keeps no address, no secret and no means of payment', () => {
    expect(text).not.toMatch(/[\w.+-]+@(?!github\.com:)[\w-]+\.[a-z]{2,}/);
    expect(text).not.toMatch(/(?<![\d.v])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/);
    for (const secret of sample.settings.secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/"(?:4242|4444|Mozilla[^"]*|Portland|Oregon|97201|whsec_[^"]*|Xt5EWLLDS7FJjR1c)"/);
  });

  test('keeps no real name that the event does not show itself', () => {
    const shown = JSON.stringify(
      finished(sample).map(({ data: { original: _, ...data } = {}, ...event }) => [event, data]),
    );
    for (const name of ['Mira Stone', 'Kai Lindqvist']) if (!shown.includes(name)) expect(text).not.toContain(name);
  });
});
