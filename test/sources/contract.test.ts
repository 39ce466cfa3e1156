import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CrierError } from '../../src/model/errors.ts';
import { eventInputSchema } from '../../src/model/event.ts';
import type { Proof, Source, SourceRequest, Translation } from '../../src/model/source.ts';
import { finishEvents } from '../../src/pipeline/receive/finish-events.ts';
import { hostileBodies, wronglyTyped } from './_hostile.ts';
import { isDeclared, mannerFaults, sampleFaults } from './_rules.ts';
import { allSamples, changed, headersOf, loadSources, type Sample, sampleTools, schemeOf } from './_samples.ts';
import { schemes } from './_schemes.ts';

// What every source does, for every file in src/sources and every request in src/samples/requests.
// Write a sample's headers without the proof, then `npx vitest run test/sources -u`: it is signed, and its events are
// written to expected/, to be read before they are committed.

const sources = await loadSources();
const expectedFolder = resolve(import.meta.dirname, 'expected');
/** As they were before the first test could write one. */
const expectations = readdirSync(expectedFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replaceAll('\\', '/'));

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const sentence = /^[A-Z].*\.$/;

function translate(source: Source, { request, settings }: Sample): Translation {
  return source.translate(request, settings);
}

/** What a body that nobody promised comes to: its events, or undefined where it is refused in a form for people. */
function translateAnything(source: Source, sample: Sample, body: Buffer): Translation | undefined {
  try {
    const told = translate(source, { ...sample, request: changed(sample.request, { body }) });
    for (const event of told.events) eventInputSchema.parse(event);
    return told;
  } catch (error) {
    if (error instanceof CrierError && /^invalid_(json|request)$/.test(error.code)) return undefined;
    throw error;
  }
}

/** A request of a source that has no sample yet. */
function bareSample(source: string): Sample {
  const request = { body: Buffer.from('{}'), headers: {}, query: {}, receivedAt: 0 };
  return { source, name: 'bare', scheme: schemeOf(source), request, settings: { secrets: ['s'], currency: 'EUR' } };
}

/** The secrets of a sample, in the forms in which they travel. */
function secretsOf({ settings }: Sample): string[] {
  return settings.secrets.flatMap((secret) => [
    secret,
    Buffer.from(secret)
      .toString('base64')
      .replace(/.{0,3}=*$/, ''),
  ]);
}

test('every sample, every scheme and every expectation belongs to a source or a sample', () => {
  expect([...new Set(allSamples.map(({ source }) => source))].filter((id) => !sources.has(id))).toEqual([]);
  expect(Object.keys(schemes).filter((id) => !sources.has(id))).toEqual([]);
  const wanted = allSamples.map(({ source, name }) => `${source}/${name}.json`);
  const lost = expectations.filter((file) => !wanted.includes(file));
  expect(lost, 'expected/ holds what no sample becomes').toEqual([]);
  const unread = wanted.filter((file) => !expectations.includes(file));
  expect(unread, 'expected/ lacked these; they are written now: read them, and run again').toEqual([]);
});

test('no two sources have one title', () => {
  const titles = [...sources.values()].map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

describe.each([...sources])('%s', (id, source) => {
  const samples = allSamples.filter((sample) => sample.source === id);
  const scheme = schemeOf(id);
  const [first = bareSample(id)] = samples;
  const prove = async (request: SourceRequest, settings: Sample['settings']): Promise<Proof> =>
    source.prove(request, settings, sampleTools);

  test('says of itself what people need', () => {
    expect(mannerFaults(id, source)).toEqual([]);
  });

  test('has a sample of every event that it declares, and declares every event that they become', () => {
    const told = samples.map((sample) => ({ sample: sample.name, events: translate(source, sample).events }));
    expect(sampleFaults(source, told)).toEqual([]);
  });

  test.each(samples)('$name: carries the proof that its platform documents', async (sample) => {
    const { file, headers } = headersOf(sample);
    const signed = { ...headers, ...scheme.headers(sample.request.body, headers) };
    await expect(`${JSON.stringify(signed, undefined, 2)}\n`).toMatchFileSnapshot(file);
  });

  test.each(samples)('$name: is believed', async ({ request, settings }) => {
    expect(await prove(request, settings)).toEqual({ ok: true });
  });

  test.each(samples)('$name: is not believed with another secret, nor without any', async ({ request, settings }) => {
    for (const secrets of [['whsec_another_secret'], [''], []]) {
      const proof = await prove(request, { ...settings, secrets });
      expect(proof).toMatchObject({ ok: false, detail: expect.stringMatching(sentence) });
    }
    const bare = { ...request, headers: {}, query: {}, body: Buffer.from('{}') };
    expect(await prove(bare, settings)).toMatchObject({
      ok: false,
      cause: 'missing',
      detail: expect.stringMatching(sentence),
    });
  });

  test.each(samples)('$name: is not believed once what it proves is changed', async ({ request, settings }) => {
    for (const body of scheme.forged(request.body)) {
      expect(body.equals(request.body)).toBe(false);
      expect(await prove(changed(request, { body }), settings)).toMatchObject({ ok: false, cause: 'wrong' });
    }
  });

  test.each(samples)(
    '$name: is believed near the time that it signs, and only there',
    async ({ request, settings }) => {
      const proofs = await Promise.all(
        [-hourMs, -200_000, 200_000, hourMs, yearMs].map((off) =>
          prove(changed(request, { receivedAt: request.receivedAt + off }), settings),
        ),
      );
      const told = proofs.map((proof) => (proof.ok ? 'believed' : proof.cause));
      if (scheme.signedAt === undefined) expect(new Set(told)).toEqual(new Set(['believed']));
      else expect(told).toEqual(['stale', 'believed', 'believed', 'stale', 'stale']);
    },
  );

  test.each(samples)('$name: becomes the same events as ever', async (sample) => {
    const { events, answer } = translate(source, sample);
    for (const event of events) expect(() => eventInputSchema.parse(event)).not.toThrow();
    expect(events.length > 0).toBe(!sample.name.startsWith('handshakes/'));
    const expected = join(expectedFolder, id, `${sample.name}.json`);
    await expect(`${JSON.stringify({ events, answer }, undefined, 2)}\n`).toMatchFileSnapshot(expected);
  });

  test.each(samples)('$name: twice has the same keys, and all keys differ', (sample) => {
    const keys = translate(source, sample).events.map((event) => event.id);
    expect(translate(source, sample).events.map((event) => event.id)).toEqual(keys);
    const given = keys.filter((key) => key !== undefined);
    expect(new Set(given).size).toBe(given.length);
  });

  test.each(Object.entries(hostileBodies))('%s: is no failure, whether it is believed or not', async (_, body) => {
    expect(await prove(changed(first.request, { body }), first.settings)).toHaveProperty('ok');
    expect(() => translateAnything(source, first, body)).not.toThrow();
  });

  test('a body with any value of another type is no failure, becomes what is declared, and tells no secret', () => {
    const wrong = samples.flatMap((sample) => {
      const secrets = secretsOf(sample);
      return [sample.request.body, ...wronglyTyped(sample.request.body)].flatMap((body) => {
        const told = translateAnything(source, sample, body);
        const request = changed(sample.request, { body });
        const kept = told && finishEvents(source, request, told, sample.settings).inputs;
        const text = JSON.stringify({ kept, answer: told?.answer });
        const others = (told?.events ?? []).filter((event) => !isDeclared(source, event));
        return [
          ...secrets.filter((secret) => text.includes(secret)),
          // What a platform has not described becomes an event by its name.
          ...others.map(({ type }) => type).filter((type) => !type.startsWith(`${id}.`)),
        ];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('why a request is not believed tells no secret', async () => {
    for (const sample of samples) {
      const bodies = [...scheme.forged(sample.request.body), Buffer.from('{}')];
      const proofs = await Promise.all(
        bodies.map((body) => prove(changed(sample.request, { body }), { ...sample.settings, secrets: ['wrong'] })),
      );
      const text = JSON.stringify(proofs);
      expect(secretsOf(sample).filter((secret) => text.includes(secret))).toEqual([]);
    }
  });
});
