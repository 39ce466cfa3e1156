import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMessage } from '../../../src/destinations/_message/render-message.ts';
import type { OmittablePart } from '../../../src/model/outcome.ts';
import { discordViolations } from '../../helpers/discord-rules.ts';
import { hostileEvent, hostileText } from '../../helpers/hostile.ts';
import { frostvale, laneItem } from '../../helpers/lane-item.ts';
import { liveMarkdown } from '../../helpers/live-markdown.ts';
import { schemaErrors } from './_schema.ts';

const route = fc.option(
  fc.record(
    {
      mentionRole: fc.constantFrom('123456789012345678', '223456789012345678', '@everyone', ''),
      username: hostileText,
      avatarUrl: fc.constantFrom('https://cdn.example.com/a.png', 'nonsense'),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined, freq: 2 },
);
const items = fc
  .tuple(fc.array(hostileEvent, { minLength: 1, maxLength: 12 }), route)
  .map(([events, way]) => events.map((event) => laneItem(event, way)));
const omissions: ReadonlySet<OmittablePart>[] = [new Set(), new Set(['files']), new Set(['username'])];
const omit = fc.constantFrom(...omissions);
const store = fc.record({
  name: hostileText,
  showContact: fc.boolean(),
  locale: fc.constantFrom('en-GB', 'de-DE', 'zz-nonsense-!'),
});

test('whatever an event holds, its message keeps every rule of Discord and pings nobody', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(items, omit, store, (pack, leftOut, own) => {
      const rendered = renderMessage(pack, { store: { ...frostvale, ...own }, omit: leftOut });
      expect(discordViolations(rendered)).toEqual([]);
      expect(schemaErrors(rendered.body)).toEqual([]);
      expect(rendered.count).toBeGreaterThan(0);
      if (leftOut.has('files')) expect(rendered.files).toEqual([]);
      if (leftOut.has('username')) expect(rendered.body).not.toHaveProperty('username');
    }),
    { numRuns: 150 },
  );
});

test('no markdown of an event is live in its message', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(hostileEvent, (event) => {
      const { body } = renderMessage([laneItem(event)], { store: frostvale, omit: new Set() });
      const [embed] = (body as { embeds: { description?: string; fields?: { name: string; value: string }[] }[] })
        .embeds;
      expect(liveMarkdown(embed?.description ?? '', true)).toEqual([]);
      for (const { name, value } of embed?.fields ?? []) {
        expect(liveMarkdown(value, true)).toEqual([]);
        expect(name).not.toMatch(/[*`]|~~|__|\|\|/);
      }
    }),
    { numRuns: 250 },
  );
});
