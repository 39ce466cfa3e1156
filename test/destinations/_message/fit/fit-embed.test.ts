import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanEvent } from '../../../../src/destinations/_message/clean-event/clean-event.ts';
import { fitEmbed } from '../../../../src/destinations/_message/fit/fit-embed.ts';
import { layOut } from '../../../../src/destinations/_message/lay-out/lay-out.ts';
import { makeValid } from '../../../../src/discord/make-valid.ts';
import type { Embed } from '../../../../src/discord/message.ts';
import type { Event } from '../../../../src/model/event.ts';
import { hostileEvent } from '../../../helpers/hostile.ts';
import { anEvent, frostvale } from '../../../helpers/lane-item.ts';
import { textOf } from '../../../helpers/text-of.ts';

const fitted = (event: Event) => fitEmbed(layOut(cleanEvent(event, frostvale)));

function sizeOf({ title, description, author, footer, fields = [] }: Embed): number {
  const texts = [title, description, author?.name, footer?.text, ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + [...(text ?? '')].length, 0);
}

test('whatever an event holds, its embed fits by itself and needs no mending', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(hostileEvent, (event) => {
      const { embed, size } = fitted(event);
      expect(size).toBe(sizeOf(embed));
      expect(size).toBeLessThanOrEqual(6000);
      const { timestamp: _, ...texts } = embed;
      expect(makeValid({ embeds: [embed] }).embeds?.[0]).toMatchObject(texts);
    }),
    { numRuns: 150 },
  );
});

describe('where there is too little room', () => {
  const fields = (count: number, length: number) =>
    Array.from({ length: count }, (_each, index) => ({ name: `Field ${index}`, value: `${index} `.repeat(length) }));

  test('all that was cut stands in the file, once, in the order of the message', () => {
    const title = 'title '.repeat(60);
    const {
      files: [file],
    } = fitted(
      anEvent('job.done', 'processing', { title, description: 'word '.repeat(2000), fields: fields(20, 600) }),
    );
    const headings = textOf(file)
      .split(/\n-{16}\n/)
      .map((part) => part.split('\n').at(-1));
    expect(headings?.slice(0, -1)).toEqual(['Title', 'Description', ...fields(20, 600).map(({ name }) => name)]);
    expect(textOf(file)).toContain(title);
  });

  test('the title that the store set is the one that stands in the file', () => {
    const looks = { '*': { title: '{{ title }} from the store' } };
    const event = anEvent('job.done', 'processing', { title: 'long '.repeat(80) });
    const {
      files: [file],
    } = fitEmbed(layOut(cleanEvent(event, { ...frostvale, looks })));
    expect(textOf(file)).toMatch(/^(?:long ){80} ?from the store\n/);
    expect(textOf(file)).toMatch(/\nTitle\n-{16}\n(?:long ){80} ?from the store\n$/);
  });

  test('a description keeps its share beside many fields, and the first fields matter most', () => {
    const { embed } = fitted(
      anEvent('job.done', 'processing', { description: 'word '.repeat(2000), fields: fields(25, 500) }),
    );
    expect([...(embed.description ?? '')].length).toBeGreaterThan(1900);
    expect(embed.fields?.map(({ name }) => name)).toEqual(['Field 0', 'Field 1', 'Field 2', 'Field 3']);
  });

  test('nothing is said twice: no file where everything fits', () => {
    expect(fitted(anEvent('job.done', 'processing', { description: 'short' })).files[0]).toBeUndefined();
  });
});
