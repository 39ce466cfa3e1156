import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderMessage } from '../../../src/destinations/_message/render-message.ts';
import { discordViolations } from '../../helpers/discord-rules.ts';
import { frostvale, laneItem } from '../../helpers/lane-item.ts';
import { textOf } from '../../helpers/text-of.ts';
import { representativeEvents } from './_representative-events.ts';
import { schemaErrors } from './_schema.ts';

// The messages as they are to look. After an intended change: UPDATE_GOLDEN=1 npx vitest run test/destinations,
// then read the difference before committing it.

const folder = join(import.meta.dirname, 'golden');
const isUpdate = process.env['UPDATE_GOLDEN'] === '1' && process.env['CI'] === undefined;

test.each(representativeEvents.map((event) => [event.type, event] as const))('%s looks as agreed', (type, event) => {
  const rendered = renderMessage([laneItem(event)], { store: frostvale, omit: new Set() });
  expect(discordViolations(rendered)).toEqual([]);
  expect(schemaErrors(rendered.body)).toEqual([]);
  const file = join(folder, `${type}.json`);
  const actual = {
    body: rendered.body,
    files: rendered.files.map((file) => ({ name: file.name, text: textOf(file) })),
  };
  if (isUpdate) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(actual, null, 2)}\n`);
  }
  expect(actual).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

test('no golden file is left over from an event that is gone', () => {
  expect(readdirSync(folder).sort()).toEqual(representativeEvents.map(({ type }) => `${type}.json`).sort());
});
