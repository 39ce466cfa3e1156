import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../src/destinations/_message/render-message.ts';
import { CrierError } from '../../src/model/errors.ts';
import { completeEvent } from '../../src/pipeline/accept/complete-event.ts';
import { finishEvents } from '../../src/pipeline/receive/finish-events.ts';
import { frostvale, laneItem } from '../helpers/lane-item.ts';
import { allSamples, changed, loadSources, type Sample } from './_samples.ts';

// What was acknowledged is told, or kept; what is neither is refused.

const sources = await loadSources();
const sourceOf = ({ source }: Sample) => {
  const found = sources.get(source);
  if (found === undefined) throw new Error(`there is no source ${source}`);
  return found;
};

/** A body that is acknowledged though nothing of it became an event: its source and the answer. */
function lost(sample: Sample, body: string): string[] {
  try {
    const request = changed(sample.request, { body: Buffer.from(body) });
    const { events, answer, unsupported } = sourceOf(sample).translate(request, sample.settings);
    const isTold = events.length > 0 || unsupported === true || (answer?.status ?? 200) >= 400;
    return isTold ? [] : [`${sample.source} ${sample.name}: ${body}`];
  } catch (error) {
    if (error instanceof CrierError) return [];
    throw error;
  }
}

const told = allSamples.filter(({ name }) => !name.startsWith('handshakes/'));

test.each(['{"nothing":"known"}', '{"streams":[{"stream":{}}]}', '{"streams":["line"]}', '[{"nothing":"known"}]'])(
  'a body with nothing understood in it is told by what it holds, or refused: %s',
  (body) => {
    expect(told.flatMap((sample) => lost(sample, body))).toEqual([]);
  },
);

describe('a message shows no more for all that its event keeps', () => {
  test.each(told)('$source $name', (sample) => {
    const translation = sourceOf(sample).translate(sample.request, sample.settings);
    const { inputs } = finishEvents(sourceOf(sample), sample.request, translation, sample.settings);
    const messageOf = (data: object | undefined, input: (typeof inputs)[number]) => {
      const event = completeEvent({ ...input, data: { ...data } }, 'main', Date.UTC(2026, 8, 14));
      return renderMessage([laneItem({ ...event, id: 'evt_1' })], { store: frostvale, omit: new Set() }).body;
    };
    for (const input of inputs) {
      const { original: _, ...data } = input.data ?? {};
      expect(messageOf(input.data, input)).toEqual(messageOf(data, input));
    }
  });
});

test('fields beyond the 25 of an event are lines of its text, whoever sends them', () => {
  const names = Array.from({ length: 60 }, (_each, index) => `Field ${index}`);
  const bodies: Record<string, object> = {
    botghost: { variables: names.map((name) => ({ name, variable: `{${name}}`, value: `value of ${name}` })) },
    'discord-format': {
      embeds: [{ title: 'T', fields: names.map((name) => ({ name, value: `value of ${name}` })) }],
    },
    mssgs: { content: 'x', fields: names.map((field) => ({ field, value: `value of ${field}` })) },
    mygadgetrepairs: { title: 'T', fields: names.map((name) => ({ name, value: `value of ${name}` })) },
    'slack-format': {
      text: 'x',
      attachments: [{ fields: names.map((title) => ({ title, value: `value of ${title}` })) }],
    },
  };
  for (const [id, body] of Object.entries(bodies)) {
    const source = sources.get(id);
    const request = { body: Buffer.from(JSON.stringify(body)), headers: {}, query: {}, receivedAt: 0 };
    const event = source?.translate(request, { secrets: ['s'], currency: 'EUR' }).events[0];
    expect(event?.fields, id).toHaveLength(25);
    const text = JSON.stringify([event?.fields, event?.description]);
    expect(
      names.filter((name) => !text.includes(`value of ${name}`)),
      id,
    ).toEqual([]);
  }
});
