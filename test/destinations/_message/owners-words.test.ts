import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../src/destinations/_message/render-message.ts';
import type { DiscordMessage, Embed } from '../../../src/discord/message.ts';
import type { Event } from '../../../src/model/event.ts';
import { discordViolations } from '../../helpers/discord-rules.ts';
import { anEvent, laneItem } from '../../helpers/lane-item.ts';
import { loadYaml, main } from '../../settings/workspace.ts';

/** The message for an event by the looks of a crier.yaml, given as lines below `looks:`. */
async function messageBy(looks: string[], event: Event): Promise<DiscordMessage> {
  const { stores } = await loadYaml(main('locale: en-US', 'looks:', ...looks.map((line) => `  ${line}`)));
  const rendered = renderMessage([laneItem(event)], { store: stores[0]?.store as never, omit: new Set() });
  expect(discordViolations(rendered)).toEqual([]);
  return rendered.body as DiscordMessage;
}
const embedBy = async (looks: string[], event: Event): Promise<Embed> =>
  (await messageBy(looks, event)).embeds?.[0] ?? {};
const textBy = async (text: string, parts: Partial<Event> = {}): Promise<string | undefined> =>
  (await embedBy([`"*": { text: ${JSON.stringify(text)} }`], anEvent('job.done', 'processing', parts))).description;

const sale = (parts: Partial<Event> = {}) =>
  anEvent('payment.completed', 'transactions', {
    player: { name: 'Mira_Stone' },
    amount: { value: '12.50', currency: 'USD' },
    ...parts,
  });

describe("an owner's own words are Markdown", () => {
  test('in the text: bold, links, headings, lists, emoji, timestamps, mentions', async () => {
    const text =
      '# New\n**Bold** [our shop](https://example.com/a_b) <:vip:123456789012345678>\n- <t:1791936000:R> <@&123456789012345678> https://example.com';
    expect(await textBy(text)).toBe(text);
  });

  test('and ping nobody, whatever they mention', async () => {
    const message = await messageBy(
      ['"*": { text: "@everyone <@&123456789012345678> <#123456789012345678>" }'],
      sale(),
    );
    expect(message.allowed_mentions).toEqual({ parse: [] });
    expect(message.content).toBeUndefined();
  });

  test('in the title and in the labels of fields', async () => {
    const embed = await embedBy(
      [
        'payment.completed:',
        '  title: "**Ka-ching** <:vip:123456789012345678> {{ player.name }}"',
        '  fields: [{ label: "__What__", from: package }]',
      ],
      sale({ data: { product: 'VIP' }, player: { name: '**Mira**' } }),
    );
    expect(embed.title).toBe('💰 **Ka-ching** <:vip:123456789012345678> ∗∗Mira∗∗');
    expect(embed.fields).toEqual([{ name: '__What__', value: 'VIP', inline: true }]);
  });

  test('also where they hold what would be hidden in a value', async () => {
    expect(await textBy('Write to help@example.com')).toBe('Write to help@example.com');
  });
});

describe('a value is only text, wherever it stands', () => {
  const name = '@everyone **x** [y](https://evil.example) `z`\n# big';
  test.each([
    [
      'in a sentence',
      'Hi **{{ data.v }}**!',
      /^Hi \*\*@\u200beveryone \\\*\\\*x\\\*\\\* \\\[y\\\]\\\(https:\/\/\u200bevil\.example\) \\`z\\`\n\\# big\*\*!$/,
    ],
    ['in inline code', '`{{ data.v }}`', /^`@\u200beveryone \*\*x\*\* \[y\]\(https:\/\/evil\.example\) ˋzˋ # big`$/],
    ['in a code block', '```\n{{ data.v }}\n```', /^```\n@\u200beveryone [^\n]*`z`\n# big\n```$/],
    ['in a quote', '> {{ data.v }}', /\n> \\# big$/],
    [
      'in a part of a link',
      '[a](https://example.com/{{ data.v }})',
      /^\[a\]\(https:\/\/example\.com\/%40everyone%20%2A%2Ax[^()\s]*\)$/,
    ],
    [
      'in a bare link',
      'https://example.com/?n={{ data.v }}',
      /^https:\/\/example\.com\/\?n=%40everyone%20%2A%2Ax[^()\s]*$/,
    ],
  ])('%s', async (_where, text, expected) => {
    expect(await textBy(text, { data: { v: name } })).toMatch(expected);
  });

  test('a link that is a value has to be one', async () => {
    const text = '[profile]({{ player.profile_url }})';
    const by = (profile_url: string) => textBy(text, { player: { name: 'M', profile_url } });
    expect(await by('https://example.com/a_(b)')).toBe('[profile](https://example.com/a%5F%28b%29)');
    expect(await by('javascript:alert(1)')).toBe('profile');
    expect(await textBy(text)).toBe('profile');
  });

  test('a moment in a timestamp becomes its seconds, and elsewhere a timestamp', async () => {
    const data = { expires_at: '2026-10-14T00:00:00Z' };
    expect(await textBy('<t:{{ data.expires_at }}:R> {{ expires }}', { data })).toBe(
      '<t:1791936000:R> <t:1791936000:f>',
    );
  });

  test('contact data and secrets are left out of it', async () => {
    const data = { note: 'mira@example.com', email: 'x', address: 'High Street 1', buyer: { name: 'M', phone: '1' } };
    const text = await textBy('a {{ data.note }} {{ data.email }}{{ data.address }}{{ data.buyer.phone }} b', { data });
    expect(text).toMatch(/^a \(e-mail hidden\) b$/);
  });

  test('a long one is cut before the words around it are', async () => {
    const text = await textBy(`{{ data.v }}${'x'.repeat(1_900)}{{ data.v }} **the end**`, {
      data: { v: 'y '.repeat(4_000) },
    });
    expect(text).toMatch(/^y y .*…x{1900}y y .*… \*\*the end\*\*$/);
  });
});

describe('a value is printed as people write it', () => {
  const items = [{ name: 'Key', quantity: 3 }, { name: 'VIP' }];
  test.each([
    ['{{ amount }}', '$12.50'],
    ['{{ amount | prepend: "~" }}', '\\~$12.50'],
    ['{{ amount.value }} {{ amount.currency }}', '12.50 USD'],
    ['{{ player }}', 'Mira\\_Stone'],
    ['{{ data.items }}', '3× Key, VIP'],
    ['{{ package | upcase }}', '3× KEYVIP'],
    ['{{ data.items | join: " + " }}', '3× Key + VIP'],
    ['{% for item in data.items %}[{{ item }}]{% endfor %}', '[3× Key][VIP]'],
    ['{{ data.size }}', 'Width: 3, Height: 4'],
    ['{{ data.ok }}', 'yes'],
    ['{{ data.list }}', '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … and 2 more'],
    ['{{ occurred_at }}', '<t:1789410165:f>'],
    ['{{ data.nested | json }}', '{"a":\\[{"b":1}\\]}'],
    ['{{ duration }}', '12 seconds'],
    ['{{ store }}', 'Crier'],
  ])('%s → %s', async (text, expected) => {
    const list = Array.from({ length: 12 }, (_each, index) => index + 1);
    const data = { items, size: { width: 3, height: 4 }, ok: true, list, nested: { a: [{ b: 1 }] }, took_ms: 12_400 };
    expect(await textBy(text, { ...sale(), type: 'job.done', data })).toBe(expected);
  });

  test('in a title too, where a moment is written in the time of the store', async () => {
    const embed = await embedBy(
      ['"*": { title: "{{ amount }} until {{ expires }}" }'],
      sale({ data: { expires: '2026-10-14' } }),
    );
    expect(embed.title).toBe('💰 $12.50 until October 14, 2026');
  });
});

describe('a name means the same for every source', () => {
  test.each([
    ['package', { packages: [{ name: 'VIP', quantity: 1 }] }],
    ['package', { product: { name: 'VIP' } }],
    ['package', { tier_name: 'VIP' }],
    ['server', { gameserver: 'VIP' }],
    ['transaction', { txn_id: 'VIP' }],
    ['reason', { decline_reason: 'VIP' }],
    ['coupon', { discount_code: 'VIP' }],
    ['gateway', { payment_method: { name: 'VIP' } }],
    ['creator_code', { referrer: 'VIP' }],
    ['variables.Buyer_Name', { variables: { buyer_name: 'VIP' } }],
  ])('{{ %s }} of %j', async (name, data) => {
    expect(await textBy(`{{ ${name} }}`, { data })).toBe('VIP');
    if (name.startsWith('variables')) return;
    const { fields } = await embedBy([`"*": { fields: [${name}] }`], anEvent('job.done', 'processing', { data }));
    expect(fields?.map(({ value }) => value.replaceAll('`', ''))).toEqual(['VIP']);
  });

  test("README's example says what was bought, whoever tells it", async () => {
    const text = 'Thank you, {{ player.name }}, for {{ package }}!';
    const said = (data: Record<string, unknown>) => textBy(text, { player: { name: 'Mira' }, data });
    expect(await said({ packages: [{ name: 'Key', quantity: 3 }, { name: 'VIP' }] })).toBe(
      'Thank you, Mira, for 3× Key, VIP!',
    );
    expect(await said({})).toBe('Thank you, Mira!');
  });
});

describe('a tag without a value leaves no trace', () => {
  test.each([
    ['Thank you, {{ player.name }}!', 'Thank you!'],
    ['**Coupon:** {{ coupon }}\nDone', 'Done'],
    ['Server: {{ data.here }} · Coupon: {{ coupon }} · Done', 'Server: x · Done'],
    ['Hello ({{ coupon }}) **{{ reason }}** there', 'Hello there'],
    ['{{ coupon }}', undefined],
    ['{% if coupon %}Coupon {{ coupon }}{% else %}None{% endif %}', 'None'],
  ])('%s → %s', async (text, expected) => {
    expect(await textBy(text, { data: { here: 'x' } })).toBe(expected);
  });

  test('a title of nothing else gives way to the next one', async () => {
    expect((await embedBy(['"*": { title: "{{ coupon }} by {{ recipient }}" }'], sale())).title).toBe(
      '💰 New purchase',
    );
  });
});

describe('fields: is the list that is shown', () => {
  const event = sale({
    player: { name: 'Mira', id: '42' },
    fields: [
      { name: 'Season', value: 'Winter' },
      { name: 'Weather', value: 'Snow' },
    ],
    data: { packages: ['VIP'], transaction_id: 'tbx-1', coupon: 'TEN', server: 'RP 1' },
  });
  const shown = async (fields: string) =>
    ((await embedBy([`payment.completed: { fields: ${fields} }`], event)).fields ?? []).map(
      ({ name, value }) => `${name}: ${value}`,
    );

  test('none where it is empty', async () => {
    expect(await shown('[]')).toEqual([]);
  });

  test('in its order, with labels given or from the catalogue', async () => {
    const list = '[server, fields.Season, { from: data.transaction_id }, { label: Paid, from: amount }, player.id]';
    expect(await shown(list)).toEqual([
      'Server: RP 1',
      'Season: Winter',
      'Transaction: `tbx-1`',
      'Paid: **$12.50**',
      'ID: 42',
    ]);
  });
});

describe('hide: takes paths, common names and labels', () => {
  const event = sale({
    player: { name: 'Mira', id: '42' },
    fields: [{ name: 'Season', value: 'Winter' }],
    data: { packages: ['VIP'], txn_id: 'tbx-1', voucher: 'TEN', deep: { x: 1, y: 2 } },
  });
  const left = async (hide: string) =>
    (await embedBy([`payment.completed: { hide: ${hide} }`], event)).fields?.map(({ name }) => name);
  const all = ['Amount', 'Package', 'Coupon', 'Transaction', 'Player ID', 'Season', 'Deep x', 'Deep y'];

  test.each([
    ['[]', []],
    ['[player.id]', ['Player ID']],
    ['[Player ID]', ['Player ID']],
    ['[player id, SEASON]', ['Player ID', 'Season']],
    ['[fields.Season]', ['Season']],
    ['[transaction]', ['Transaction']],
    ['[coupon, package]', ['Coupon', 'Package']],
    ['[data.deep.x]', ['Deep x']],
    ['[deep]', ['Deep x', 'Deep y']],
    ['[amount]', ['Amount']],
  ])('%s', async (hide, hidden) => {
    expect(await left(hide)).toEqual(all.filter((name) => !hidden.some((one) => one === name)));
  });

  test('a person as a whole', async () => {
    const embed = await embedBy(['payment.completed: { hide: [player] }'], event);
    expect(embed.author).toBeUndefined();
    expect(JSON.stringify(embed)).not.toMatch(/Mira|42/);
  });
});

test('the tags that had no value are noted, event by event', async () => {
  const { stores } = await loadYaml(
    main('looks:', '  "*": { title: "{{ coupon }} x", text: "{{ reason }} {{ player }}" }'),
  );
  const items = [sale(), sale({ data: { coupon: 'TEN', reason: 'r' } })].map((event) => laneItem(event));
  const { notes } = renderMessage(items, { store: stores[0]?.store as never, omit: new Set() });
  expect(notes).toEqual(['No value for {{ coupon }}, {{ reason }} in the look of the store.', undefined]);
});
