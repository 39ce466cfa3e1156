import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { samplesAt } from '../../src/samples/events.ts';
import { errorOfYaml, loadYaml, main } from './workspace.ts';

const look = (key: string, rest: string) => main('looks:', `  ${key}: { ${rest} }`);
const warningsOf = async (yaml: string) => (await loadYaml(yaml)).warnings.map(({ what, cure }) => `${what} → ${cure}`);

describe('a name that no event can have stops the start, with its place and the right one', () => {
  test.each([
    ['title: "{{ player.nme }}"', 'a tag player.nme', 'Did you mean player.name?'],
    ['text: "{{ playr.name }}"', 'a tag playr', 'Did you mean player?'],
    ['text: "{{ items }}"', 'a tag items', 'Did you mean data.items?'],
    ['text: "{% if amont %}x{% endif %}"', 'a tag amont', 'Did you mean amount?'],
    ['text: "{{ buyer }}"', 'a tag buyer', 'Names of your own stand below data: data.<name>.'],
    ['fields: [servr]', 'a name that no event has', 'Did you mean server?'],
    ['fields: [{ from: player.nme }]', 'a name that no event has', 'Did you mean player.name?'],
  ])('%s', async (rest, what, cure) => {
    const { problems } = await errorOfYaml(look('errors', rest));
    expect(problems).toEqual([expect.objectContaining({ file: 'config/crier.yaml', line: 4, cure })]);
    expect(problems[0]?.what).toContain(what);
  });
});

describe('a name that only some sender could have is warned about', () => {
  test.each([
    [look('payment.complete', 'title: x'), '4: payment.complete is no event type', 'Did you mean payment.completed?'],
    [look('paymnt.*', 'title: x'), '4: paymnt.* is no event type', 'Did you mean payment.*?'],
    [main('routes:', '  gift.sennt: { muted: true }'), '4: gift.sennt is no event type', 'Did you mean gift.sent?'],
    [
      main('endpoints:', '  - { name: a, url: "https://example.com", signature: none, events: [payment.complete] }'),
      '4: payment.complete is no event type',
      'Did you mean payment.completed?',
    ],
    [look('errors', 'text: "{{ data.pacakge }}"'), '4: data.pacakge is no name', 'Did you mean data.package?'],
    [
      look('errors', 'fields: [data.transation_id]'),
      '4: data.transation_id is no',
      'Did you mean data.transaction_id?',
    ],
    [look('errors', 'hide: [coupn]'), '4: coupn is no field', 'Did you mean coupon?'],
    [look('errors', 'hide: [playr.id]'), '4: playr is no field', 'Did you mean player?'],
    [look('errors', 'text: "Hi {buyer}"'), '4: {buyer} is shown as it stands', 'Write {{ variables.buyer }} for'],
  ])('%j', async (yaml, what, cure) => {
    const warnings = await warningsOf(yaml);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`config/crier.yaml:${what}`);
    expect(warnings[0]).toContain(cure);
  });
});

describe('names of one’s own are fine', () => {
  test.each([
    look('shop.opened', 'title: x'),
    look(
      'errors',
      'text: "{{ data.kill_streak }} {{ variables.Buyer_Name }} {{ fields[\'A b\'] }} {{ data.items.size }}"',
    ),
    look('errors', 'text: "{% for item in data.items %}{{ item.name }}{% endfor %}{% assign a = 1 %}{{ a }}"'),
    look('errors', 'hide: [Player ID, transaction, data.server_count, tiers, Any label of mine]'),
    look('errors', 'fields: [amount, data.rank_points, { label: X, from: [package, data.item] }]'),
    look('errors', 'text: "Use $ {{ amount.value }} and { this }"'),
  ])('%j', async (yaml) => {
    expect(await warningsOf(yaml)).toEqual([]);
  });

  test('and so are all types that sources and samples send', async () => {
    const folder = join(import.meta.dirname, '../sources/expected');
    const sent = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/^ {6}"type": "([^"]+)"/gm)])
      .map(([, type]) => type);
    expect(sent.length).toBeGreaterThan(100);
    const looks = [...new Set([...sent, ...samplesAt(0).keys()])].map((type) => `  "${type}": { icon: "🎈" }`);
    expect(await warningsOf(main('looks:', ...looks))).toEqual([]);
  });
});
