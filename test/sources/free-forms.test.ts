import { describe, expect, test } from 'vitest';
import { plainDiscord, plainSlack } from '../../src/sources/_plain-text.ts';
import alertmanager from '../../src/sources/alertmanager.ts';
import botghost from '../../src/sources/botghost.ts';
import cloudevents from '../../src/sources/cloudevents.ts';
import discordFormat from '../../src/sources/discord-format.ts';
import mygadgetrepairs from '../../src/sources/mygadgetrepairs.ts';
import slackFormat from '../../src/sources/slack-format.ts';
import standardWebhooks from '../../src/sources/standard-webhooks.ts';
import unifiNetwork from '../../src/sources/unifi-network.ts';

const settings = { secrets: ['s'], currency: 'EUR' };

function request(body: unknown, headers: Record<string, string> = {}) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  return { body: bytes, headers, query: {}, receivedAt: Date.UTC(2026, 8, 14) };
}

describe('markdown of others becomes plain text', () => {
  test.each([
    ['*bold* and _slanted_ ~gone~', 'bold and slanted gone'],
    ['a*b*c 2 * 3 * 4 snake_case_name', 'a*b*c 2 * 3 * 4 snake_case_name'],
    ['<https://shop.example|the shop>', 'the shop (https://shop.example)'],
    ['<https://shop.example>', 'https://shop.example'],
    ['<mailto:mira@example.com|Mira> <mailto:mira@example.com|mira@example.com>', 'Mira '],
    ['<!here> <@U024BE7LH|mira> <#C1|general> <!date^1^{date}|today>', 'here @mira #general today'],
    ['1 &lt; 2 &amp;amp; 3', '1 < 2 &amp; 3'],
  ])('Slack: %s', (text, plain) => expect(plainSlack(text)).toBe(plain));

  test.each([
    [
      '**bold** ***both*** __under__ ~~gone~~ ||secret|| `code` *one* _two_',
      'bold both under gone secret code one two',
    ],
    ['snake_case_name 2 * 3 * 4', 'snake_case_name 2 * 3 * 4'],
    ['[**the shop**](https://shop.example)', 'the shop (https://shop.example)'],
    ['[https://shop.example](https://shop.example)', 'https://shop.example'],
    ['# Title\n> said\n-# small', 'Title\nsaid\nsmall'],
    ['```lua\nprint(1)\n```', 'print(1)'],
    [
      '<@123> <#45> <a:frost:678> <t:1789410161:R> <https://a.example>',
      '@123 #45 :frost: 2026-09-14 18:22 UTC https://a.example',
    ],
    ['1 \\* 2', '1 * 2'],
  ])('Discord: %s', (text, plain) => expect(plainDiscord(text)).toBe(plain));

  test.each(['[', '<!', '**a ', '*a ', '<https://a|', '[a](', '```', '||a', '<@A|', '_'])(
    'a text of nothing but %s takes no time',
    (part) => {
      const started = performance.now();
      plainSlack(part.repeat(500_000));
      plainDiscord(part.repeat(500_000));
      expect(performance.now() - started).toBeLessThan(1_500);
    },
  );
});

describe('Slack format', () => {
  const events = (body: unknown) => slackFormat.translate(request(body), settings).events;

  test('each further attachment is told by itself, and fields keep their names and order', () => {
    const fields = [
      { title: '2', value: 'first', short: true },
      { title: '1', value: 'second' },
      { title: '1', value: 'third', short: true },
    ];
    const attachments = [
      { color: 'good', title: 'One', fields },
      { color: 'danger', title: 'Two' },
    ];
    expect(events({ text: 'Report', attachments })).toEqual([
      {
        type: 'message.posted',
        category: 'processing',
        severity: 'success',
        title: 'One',
        description: 'Report',
        fields: [
          { name: '2', value: 'first' },
          { name: '1', value: 'second', inline: false },
          { name: '1', value: 'third' },
        ],
      },
      { type: 'message.posted', category: 'errors', severity: 'error', title: 'Two' },
    ]);
  });

  test('blocks in an attachment, rich text and buttons are read', () => {
    const button = { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://shop.example/1' };
    const rich = [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Rank ' },
          { type: 'text', text: 'Frost' },
        ],
      },
    ];
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Sold' } },
      { type: 'rich_text', elements: rich },
      { type: 'actions', elements: [button] },
    ];
    expect(events({ attachments: [{ color: 'warning', blocks }] })).toMatchObject([
      { title: 'Sold', severity: 'warning', description: 'Rank Frost\nOpen (https://shop.example/1)' },
    ]);
  });
});

describe('Discord format', () => {
  const translate = (body: unknown, headers?: Record<string, string>) =>
    discordFormat.translate(request(body, headers), settings);

  test('fields without a name or with the same one are all kept', () => {
    const fields = [
      { name: '\u200b', value: 'a' },
      { name: '\u200b', value: 'b', inline: true },
    ];
    expect(translate({ embeds: [{ fields }, { color: 1 }] }).events).toMatchObject([
      {
        fields: [
          { name: 'Field', value: 'a', inline: false },
          { name: 'Field', value: 'b' },
        ],
      },
    ]);
  });

  test('the JSON of a form with files is read, and a form without JSON', () => {
    const multipart = [
      '--b1',
      'Content-Disposition: form-data; name="files[0]"; filename="payload_json"',
      '',
      'x',
      '--b1',
      'Content-Disposition: form-data; name="payload_json"',
      'Content-Type: application/json',
      '',
      '{"content":"Grüße"}',
      '--b1--',
      '',
    ].join('\r\n');
    const headers = { 'content-type': 'multipart/form-data; boundary=b1' };
    expect(translate(multipart, headers).events).toMatchObject([{ description: 'Grüße' }]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(translate('content=Hi&username=Bot', form).events).toMatchObject([{ title: 'Bot', description: 'Hi' }]);
  });

  test('components and polls are no empty message', () => {
    const components = [
      {
        type: 17,
        components: [
          { type: 10, content: '**Sold**' },
          { type: 2, label: 'Open', url: 'https://a.example' },
        ],
      },
    ];
    expect(translate({ components }).events).toMatchObject([{ description: 'Sold\nOpen (https://a.example)' }]);
    const poll = { question: { text: 'Which?' }, answers: [{ poll_media: { text: 'This' } }] };
    expect(translate({ poll }).events).toMatchObject([{ description: 'Which?\n• This' }]);
    expect(translate({ content: ' ' })).toMatchObject({ events: [], answer: { status: 400 } });
  });
});

describe('CloudEvents', () => {
  const events = (body: unknown, headers: Record<string, string>) =>
    cloudevents.translate(request(body, headers), settings).events;
  const attributes = {
    'ce-specversion': '1.0',
    'ce-id': '1',
    'ce-source': '/s',
    'ce-type': 'com.example.perk.granted',
  };

  test('the data of a binary event may be a text, an image or nothing', () => {
    const png = { ...attributes, 'content-type': 'image/png' };
    const bytes = { ...request(''), headers: png, body: Buffer.from([0x89, 0xff, 0xfe]) };
    expect(cloudevents.translate(bytes, settings).events).toMatchObject([
      { id: 'cloudevents:/s:1', type: 'perk.granted' },
    ]);
    expect(events('Hello', { ...attributes, 'content-type': 'text/plain' })).toMatchObject([{ description: 'Hello' }]);
    expect(events('', { ...attributes, 'content-type': 'application/json' })).toHaveLength(1);
  });

  test('headers are unquoted and decoded, and a broken code stays as it is', () => {
    const quoted = { ...attributes, 'ce-id': '"a \\"b\\" %C3%BC"', 'ce-source': '/100%' };
    expect(events('{}', quoted)).toEqual(events('{}', { ...quoted, 'ce-id': 'a%20%22b%22%20%C3%BC' }));
  });

  test('the content type is read in any case, and not needed for a structured event', () => {
    const event = { specversion: '1.0', id: '1', source: '/s', type: 'perk.granted', data: { title: 'Granted' } };
    for (const type of ['Application/CloudEvents+JSON', 'application/json', ''])
      expect(events(event, { 'content-type': type })).toMatchObject([
        { id: 'cloudevents:/s:1', type: 'perk.granted', title: 'Granted' },
      ]);
    expect(events([], { 'content-type': 'application/cloudevents-batch+json' })).toEqual([]);
  });
});

test.each([
  ['Slack format', slackFormat, { text: 'Sold: a rank' }],
  ['Discord format', discordFormat, { content: 'Sold: a rank' }],
  ['BotGhost', botghost, { variables: [{ name: 'Player', variable: '{player}', value: 'MiraStone' }] }],
  ['CloudEvents', cloudevents, { specversion: '1.0', id: '1', source: '/s', type: 'com.example.sold' }],
  ['Standard Webhooks', standardWebhooks, { type: 'sold', data: {} }],
])('%s: the category of the store or of the address counts, else the source tells one', (_, source, body) => {
  const told = (more: object) => source.translate(request(body), { ...settings, ...more }).events[0]?.category;
  expect(told({ category: 'loyalty' })).toBe('loyalty');
  expect(told({})).toBe('processing');
});

describe('our own event form', () => {
  const of = (data: unknown) =>
    standardWebhooks.translate(request({ type: 'store', timestamp: '2026-01-01T00:00:00Z', data }), settings).events[0];

  test('is taken part by part, what is not valid being left out', () => {
    const data = {
      type: 'gift.sent',
      category: 'none',
      severity: 'warning',
      occurred_at: '2026-02-03T04:05:06Z',
      player: { name: 'mira@example.com' },
      recipient: { name: 'Oakley_99' },
      amount: { value: 5, currency: 'EUR' },
      url: 'javascript:alert(1)',
    };
    expect(of(data)).toEqual({
      type: 'gift.sent',
      category: 'gifting',
      severity: 'warning',
      occurred_at: '2026-02-03T04:05:06Z',
      recipient: { name: 'Oakley_99' },
    });
  });

  test('shows a customer by the user name, else by the first name', () => {
    expect(of({ customer: { name: 'Mira Stone', username: 'MiraStone' } })?.player).toEqual({ name: 'MiraStone' });
    expect(of({ customer: { name: 'Mira Stone' } })?.player).toEqual({ name: 'Mira' });
  });
});

test('Alertmanager: a group that fires is told by what still fires, and by the worst of it', () => {
  const alert = (status: string, instance: string, severity: string) => ({
    status,
    labels: { alertname: 'Slow', instance, severity },
    startsAt: '2026-09-14T18:20:00Z',
    endsAt: '0001-01-01T00:00:00Z',
  });
  const alerts = [alert('resolved', 'a', 'critical'), alert('firing', 'b', 'warning'), alert('firing', 'c', 'info')];
  const { events } = alertmanager.translate(request({ status: 'firing', groupKey: 'g', alerts }));
  expect(events).toMatchObject([
    { title: 'Slow (2 firing)', severity: 'warning', data: { instances: 'b, c', since: '2026-09-14T18:20:00.000Z' } },
  ]);
});

test('UniFi Network: a body of another form is told, not lost', () => {
  const { events } = unifiNetwork.translate(request({ name: 'WAN failover' }), settings);
  expect(events).toMatchObject([{ type: 'alarm.network', title: 'Wan failover' }]);
});

describe('BotGhost', () => {
  const of = (...variables: [string, string][]) =>
    botghost.translate(
      request({ variables: variables.map(([word, value]) => ({ name: word, variable: `{${word}}`, value })) }),
      settings,
    ).events[0];

  test('a request without a body triggers the event all the same', () => {
    const [event] = botghost.translate({ ...request(''), query: { event: 'shop_open' } }, settings).events;
    expect(event).toMatchObject({ type: 'botghost.shop_open', title: 'Shop open' });
  });

  test('a type of ours has its own category, and a title is the title', () => {
    const event = of(
      ['event', 'gift.sent'],
      ['title', 'A present'],
      ['player', 'MiraStone'],
      ['recipient', 'Oakley_99'],
    );
    expect(event).toEqual({
      type: 'gift.sent',
      category: 'gifting',
      title: 'A present',
      player: { name: 'MiraStone' },
      recipient: { name: 'Oakley_99' },
      data: { variables: { event: 'gift.sent', title: 'A present', player: 'MiraStone', recipient: 'Oakley_99' } },
    });
  });

  test('what fills no part of the event is shown as a field', () => {
    const event = of(
      ['price', '€ 5'],
      ['total', '6'],
      ['user', 'MiraStone'],
      ['username', 'mira_2'],
      ['category', 'none'],
    );
    expect(event?.amount).toBeUndefined();
    expect(event?.fields?.map(({ name }) => name)).toEqual(['price', 'total', 'username', 'category']);
  });
});

describe('MyGadgetRepairs', () => {
  const of = (body: unknown) =>
    mygadgetrepairs.translate(request(body, { 'mgr-event-id': 'ticket_status_changed' }), settings).events[0];

  test('the template that the setup shows is understood', () => {
    const fields = [{ name: 'Model', value: 'iPhone 13' }];
    const body = {
      unique_id: 'T-1-status',
      type: 'ticket.status_changed',
      title: 'Ticket T-1',
      ticket_ref: 'T-1',
      fields,
    };
    expect(of(body)).toEqual({
      type: 'ticket.status_changed',
      category: 'processing',
      severity: 'info',
      id: expect.stringMatching(/^mygadgetrepairs:T-1-status:[0-9a-f]{16}:\d+$/),
      correlation_id: 'mgr:T-1',
      title: 'Ticket T-1',
      fields: [...fields, { name: 'Ticket ref', value: 'T-1' }],
    });
  });

  test('an object of the template stays in the data, but not one that tells of a customer', () => {
    const customer = { name: 'Max Mustermann', email: 'max@example.com', phone: '0151' };
    const told = of({
      ticket_ref: 'T-2',
      device: { model: 'iPhone 13' },
      customer,
      Contact: customer,
      address: { zip: 1 },
    });
    expect(told?.data).toEqual({ device: { model: 'iPhone 13' } });
    expect(JSON.stringify(told)).not.toContain('Mustermann');
  });

  test('the same bytes much later are another change: the status went there and back', () => {
    const at = (receivedAt: number) => {
      const sent = { ...request({ unique_id: 'T-1', status: 'Ready' }), receivedAt };
      return mygadgetrepairs.translate(sent, settings).events[0]?.id;
    };
    const noon = Date.UTC(2026, 8, 14, 12);
    expect(at(noon + 25 * 60_000)).toBe(at(noon));
    expect(at(noon + 24 * 3_600_000)).not.toBe(at(noon));
  });

  test('lists and objects of the payload, and what is more than a message shows, stand in data', () => {
    const more = Object.fromEntries(Array.from({ length: 27 }, (_, n) => [`part_${n}`, `value ${n}`]));
    const event = of({ ...more, device: { model: 'A5', ports: [1, 2] }, parts: ['screen'] });
    expect(event?.fields).toHaveLength(25);
    expect(event?.data).toEqual({
      device: { model: 'A5', ports: [1, 2] },
      parts: ['screen'],
      'Part 25': 'value 25',
      'Part 26': 'value 26',
    });
  });

  test.each([
    ['Basic cmVsYXk6cDphIHNz', 'p:a ss', true],
    ['Basic: relay: repairs!', 'repairs!', true],
    ['Basic: relay: wrong', 'repairs!', false],
    ['Basic: nobody: repairs!', 'repairs!', false],
  ])('%s logs in with the password %s: %s', async (authorization, secret, ok) => {
    const proof = await mygadgetrepairs.prove(request({}, { authorization }), {
      ...settings,
      secrets: [secret],
      username: 'relay',
    });
    expect(proof.ok).toBe(ok);
  });

  test('another change under the same unique_id is another event, the same bytes are the same', () => {
    const [received, ready, again] = ['Received', 'Ready', 'Ready'].map((title) => of({ unique_id: 'T-1', title })?.id);
    expect(ready).not.toBe(received);
    expect(again).toBe(ready);
  });

  test('tags that were not filled in make no id and no text', () => {
    const event = of({ unique_id: '{ticket_ref}-status', title: 'Ticket {ticket_ref}', model: '{ticket_model}' });
    expect(event).toEqual({
      type: 'mgr.ticket_status_changed',
      category: 'processing',
      severity: 'info',
      title: 'Ticket',
    });
  });

  test('a payment that failed is no payment', () => {
    const failed = request({ total: '5.00' }, { 'mgr-event-id': 'payment_failed' });
    expect(mygadgetrepairs.translate(failed, settings).events).toMatchObject([
      { type: 'mgr.payment_failed', category: 'errors', severity: 'info' },
    ]);
  });

  test('people and the way into their accounts stay out', () => {
    const body = {
      customer: 'Mira Stone',
      customer_email: 'mira@example.com',
      phone: '+44 20 7946 0000',
      customer_account_url: 'https://shop.mygadgetrepairs.example/account/551',
      total: '5.00',
    };
    expect(of(body)).toMatchObject({
      fields: [
        { name: 'Customer', value: 'Mira' },
        { name: 'Total', value: '5.00' },
      ],
    });
    expect(of(body)).not.toHaveProperty('url');
  });
});
