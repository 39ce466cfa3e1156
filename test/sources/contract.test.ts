import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { categories } from '../../src/model/category.ts';
import { CrierError } from '../../src/model/errors.ts';
import { eventInputSchema } from '../../src/model/event.ts';
import type { Source, SourceRequest } from '../../src/model/source.ts';
import { allSamples, changed, loadSources, type Sample, sampleTools } from './_samples.ts';

const sources = await loadSources();

/** Platforms whose proof does not cover every byte of the body. */
const unsigned = new Set([
  'alertmanager',
  'cloudevents',
  'loki',
  'fivemanage',
  'unifi-protect',
  'unifi-network',
  'slack-format',
  'discord-format',
  'mssgs',
  'botghost',
  'mygadgetrepairs',
  'kofi',
  'easydonate',
]);

const hourMs = 3_600_000;

/** Bodies that no platform should send; each must become events or a refusal, never a failure. */
const hostile: Readonly<Record<string, Buffer>> = {
  empty: Buffer.alloc(0),
  'cut off': Buffer.from('{"type":"payment.comp'),
  null: Buffer.from('null'),
  'a number': Buffer.from('42'),
  'a text': Buffer.from('"hello"'),
  'an array': Buffer.from('[[],[{}],null]'),
  'deep nesting': Buffer.from(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
  'deep arrays': Buffer.from(`{"data":${'['.repeat(5_000)}${']'.repeat(5_000)}}`),
  'prototype names': Buffer.from('{"__proto__":{"type":"x"},"constructor":1,"type":"toString","event":"__proto__"}'),
  'not UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  'UTF-16': Buffer.from('{"type":"payment.completed"}', 'utf16le'),
  'null bytes': Buffer.from('{"type":"pay\\u0000ment","event":"\\u0000"}'),
  'lone surrogates': Buffer.from('{"type":"\\ud800","event":"\\udfff","data":{"id":"\\ud800"}}'),
};

/** Every value of a body replaced, one after the other, by one of another type. */
function* wronglyTyped(sample: Sample): Generator<Buffer> {
  let body: unknown;
  try {
    body = JSON.parse(sample.request.body.toString());
  } catch {
    return;
  }
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    if (path.length > 0) paths.push(path);
    if (path.length < 4 && typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  walk(body, []);
  for (const path of paths.slice(0, 150)) {
    for (const other of [null, 7, -1.5, 'x'.repeat(3_000), [], {}, [{ a: [null] }], true]) {
      const copy = structuredClone(body);
      let target: unknown = copy;
      for (const key of path.slice(0, -1)) target = Reflect.get(Object(target), key);
      Reflect.set(Object(target), path.at(-1) ?? '', other);
      yield Buffer.from(JSON.stringify(copy));
    }
  }
}

/** What it comes to: events that the intake takes, or a refusal in a form for people. */
function translate(source: Source, request: SourceRequest, sample: Sample): string {
  try {
    const { events } = source.translate(request, sample.settings);
    for (const event of events) eventInputSchema.parse(event);
    return `${events.length} events`;
  } catch (error) {
    if (error instanceof CrierError && error.code === 'invalid_json') return 'refused';
    throw error;
  }
}

test('every sample belongs to a source', () => {
  expect([...new Set(allSamples.map(({ source }) => source))].filter((id) => !sources.has(id))).toEqual([]);
});

describe.each([...sources])('%s', (id, source) => {
  const samples = allSamples.filter((sample) => sample.source === id);
  const [first] = samples;

  test('describes itself', () => {
    expect(source.id).toBe(id);
    expect(source.link).toMatch(/^https:\/\//);
    expect(source.setup.join(' ')).toContain('{url}');
    expect(source.events.length).toBeGreaterThan(0);
    for (const { category } of source.events) expect(categories).toContain(category);
  });

  if (first === undefined) return;

  test.each(samples)('$name: is believed, by the raw bytes alone', async ({ request, settings }) => {
    expect(await source.prove(request, settings, sampleTools)).toEqual({ ok: true });
  });

  test.each(samples)('$name: is not believed with another secret, nor without any', async ({ request, settings }) => {
    for (const secrets of [['whsec_another_secret'], ['']]) {
      const proof = await source.prove(request, { ...settings, secrets }, sampleTools);
      expect(proof).toMatchObject({ ok: false });
      expect(proof).toHaveProperty('detail', expect.stringMatching(/^[A-Z].*\.$/));
    }
    const bare = { ...request, headers: {}, query: {}, body: Buffer.from('{}') };
    expect(await source.prove(bare, settings, sampleTools)).toMatchObject({ ok: false, cause: 'missing' });
  });

  if (!unsigned.has(id)) {
    test.each(samples)('$name: is not believed with one byte changed', async ({ request, settings }) => {
      for (const at of [0, Math.floor(request.body.length / 2), request.body.length - 1]) {
        const body = Buffer.from(request.body);
        body[at] = (body[at] ?? 0) ^ 1;
        const proof = await source.prove({ ...request, body }, settings, sampleTools);
        expect(proof).toMatchObject({ ok: false, cause: 'wrong' });
      }
    });
  }

  test.each(samples.filter(({ verifyAtMs }) => verifyAtMs !== undefined))(
    '$name: is not believed an hour early or late',
    async ({ request, settings }) => {
      for (const off of [-hourMs, hourMs]) {
        const at = { ...request, receivedAt: request.receivedAt + off };
        expect(await source.prove(at, settings, sampleTools)).toMatchObject({ ok: false, cause: 'stale' });
      }
    },
  );

  test.each(samples)('$name: becomes the same events as ever', async (sample) => {
    const { events, answer } = source.translate(sample.request, sample.settings);
    for (const event of events) expect(() => eventInputSchema.parse(event)).not.toThrow();
    if (sample.category !== null) expect(events[0]?.category).toBe(sample.category);
    else expect(events).toEqual([]);
    const expected = resolve(import.meta.dirname, `expected/${id}/${sample.name}.json`);
    await expect(`${JSON.stringify({ events, answer }, undefined, 2)}\n`).toMatchFileSnapshot(expected);
  });

  test.each(samples)('$name: twice has the same keys, and all keys differ', ({ request, settings }) => {
    const keys = source.translate(request, settings).events.map((event) => event.id);
    expect(source.translate(request, settings).events.map((event) => event.id)).toEqual(keys);
    const given = keys.filter((key) => key !== undefined);
    expect(new Set(given).size).toBe(given.length);
  });

  test.each(Object.entries(hostile))('%s: becomes events or a refusal', (_, body) => {
    const outcome = translate(source, changed(first.request, { body }), first);
    expect(outcome).toMatch(/^\d+ events$|^refused$/);
  });

  test('a body with any value of another type becomes events or a refusal', () => {
    for (const sample of samples) {
      for (const body of wronglyTyped(sample)) translate(source, changed(sample.request, { body }), sample);
    }
  });
});
