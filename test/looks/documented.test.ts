import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pathNames } from '../../src/looks/check-name.ts';
import { commonNames } from '../../src/looks/names.ts';
import { loadYaml } from '../settings/workspace.ts';

describe('docs/looks.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/looks.md'), 'utf8');

  test('names every name that means the same for all sources, and no other', () => {
    const cells = [...page.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell]) => cell ?? '');
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect(named.sort()).toEqual(Object.keys(commonNames).sort());
  });

  test('names everything that a path may begin with', () => {
    expect(pathNames.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
  });

  test('has an example that loads without a warning', async () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { stores, warnings } = await loadYaml(example);
    expect(warnings).toEqual([]);
    expect(Object.keys(stores[0]?.store.looks ?? {})).toEqual(['payment.completed', 'loyalty']);
  });
});
