import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { endpointFileFields } from '../../src/contract/endpoint-fields.ts';
import { routeFields } from '../../src/contract/route.ts';
import { eventTable, fieldTable } from '../../src/contract/table.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');

/** The table of README below a title. */
function tableUnder(title: string): string {
  const [, rest = ''] = readme.split(`<summary>${title}</summary>\n\n`);
  return rest.split('\n</details>')[0] ?? '';
}

test.each([
  ['All fields of a route', fieldTable(routeFields)],
  ['All fields of an endpoint', fieldTable(endpointFileFields)],
  ['All fields of an event', eventTable()],
])('README: %s', (title, table) => {
  expect(tableUnder(title)).toBe(table);
});

test('every field says what it means', () => {
  for (const line of [fieldTable(routeFields), fieldTable(endpointFileFields), eventTable()].join('\n').split('\n')) {
    expect(line).toMatch(/^\| \S.*\S \|$/);
    expect(line).not.toContain('|  |');
  }
});
