import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { endpointSettingsSchema } from '../../../src/model/endpoint.ts';
import { requestOf } from '../../../src/outbound/request.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { frostvale, laneItem } from '../../helpers/lane-item.ts';
import { deliver, endpoint, httpKind, payment, receiver, secret } from './_world.ts';

const url = 'https://hooks.example.com/crier';
const unsigned = { url, signature: 'none' };

/** What would be sent, without a server. */
function requested(settings: Record<string, unknown>, attempts = 0, event = payment) {
  const item = laneItem(event);
  const delivery = { ...item.delivery, attempts };
  const destination = endpoint(settings);
  const rendered = httpKind([]).render([{ ...item, delivery }], { store: frostvale, omit: new Set() }, destination);
  const now = new FakeClock('2026-01-01T00:00:00.999Z').now();
  return { rendered, ...requestOf(rendered, endpointSettingsSchema.parse(settings), now, '1.2.3') };
}

test('a request says what it is, and who sends it', () => {
  expect(requested(unsigned, 2).headers).toEqual({
    'content-type': 'application/json',
    'user-agent': 'Crier/1.2.3',
    'webhook-id': payment.id,
    'webhook-timestamp': '1767225600',
    'crier-event-type': 'payment.completed',
    'crier-delivery': 'dlv_0193a5b2c3d4e5f60718293a4b5c6d7e',
    'crier-attempt': '3',
  });
});

test('the id stays the same over attempts, the time and the signature do not', async () => {
  await using server = await receiver();
  const clock = new FakeClock();
  const wanted = { url: server.url, secrets: [{ secret }] };
  await deliver(wanted, { clock });
  clock.advance(60_000);
  await deliver(wanted, { clock });
  const [first, second] = server.received.map(({ headers }) => headers);
  expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
  expect(Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp'])).toBe(60);
  expect(second?.['webhook-signature']).not.toBe(first?.['webhook-signature']);
});

test('without a template the body is the event in its envelope', () => {
  const { body, rendered } = requested(unsigned, 0, { ...payment, senderId: 'order-1', correlationId: 'c-1' });
  expect(JSON.parse(body)).toEqual({
    id: payment.id,
    type: 'payment.completed',
    timestamp: '2026-09-14T18:22:45.000Z',
    store: 'main',
    category: 'transactions',
    severity: 'info',
    sender_id: 'order-1',
    correlation_id: 'c-1',
    occurred_at: '2026-09-14T18:22:45.000Z',
    accepted_at: '2026-09-14T18:22:46.000Z',
    player: payment.player,
    amount: payment.amount,
    data: payment.data,
  });
  expect(JSON.parse(JSON.stringify(rendered.body))).toEqual(JSON.parse(body));
});

test('a message that was relayed for Discord is not part of the envelope', () => {
  const relayed = { body: { content: 'for Discord alone' } } as unknown as NonNullable<typeof payment.relayed>;
  expect(requested(unsigned, 0, { ...payment, relayed }).body).not.toContain('for Discord alone');
});

test('with a template the body is what it makes of the event', () => {
  const template =
    '{"text": "{{ player.name }} paid {{ amount.value }} {{ amount.currency }}", "who": {{ player }},' +
    ' "title": {{ title }}, "at": "{{ timestamp }}", "store": "{{ store }}"}';
  const { body } = requested({ ...unsigned, body: template });
  expect(JSON.parse(body)).toEqual({
    text: 'Steve "the miner" 💎 paid 9.99 EUR',
    who: payment.player,
    title: null,
    at: '2026-09-14T18:22:45.000Z',
    store: 'main',
  });
});

test('a template that does not fit an event is refused, and nothing is sent', async () => {
  await using server = await receiver();
  const body = '{"l": {% if data.broken %}oops{% else %}1{% endif %}}';
  const wanted = { ...unsigned, url: server.url, body };
  const event = { ...payment, data: { broken: true } };
  const { outcome, limitUse } = await deliver(wanted, { event });
  expect(outcome).toEqual({
    kind: 'refused',
    reason: 'the template of its body: it does not give valid JSON (unexpected o)',
  });
  expect(server.received).toEqual([]);
  expect(limitUse.used).toBe(0);
  expect((await deliver(wanted)).outcome).toMatchObject({ kind: 'delivered' });
});

test.each([
  [{ basic: { username: 'Aladdin', password: 'open sesame' } }, 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
  [{ basic: { username: 'test', password: '123£' } }, 'Basic dGVzdDoxMjPCow=='],
  [{ basic: { username: '', password: 'a:b:c' } }, 'Basic OmE6Yjpj'],
  [{ bearer: 'mF_9.B5f-4.1JqM' }, 'Bearer mF_9.B5f-4.1JqM'],
  [{ headers: { Authorization: 'ApiKey x' } }, 'ApiKey x'],
  [{}, undefined],
])('%j gives the header Authorization: %s', (parts, authorization) => {
  expect(requested({ ...unsigned, ...parts }).headers['authorization']).toBe(authorization);
});

test('headers of the owner are sent, byte by byte', async () => {
  await using server = await receiver();
  await deliver({ ...unsigned, url: server.url, headers: { 'X-Tenant': 'blue, green; q="1"', 'X-Latin': 'é ÿ' } });
  expect(server.received[0]?.headers).toMatchObject({ 'x-tenant': 'blue, green; q="1"', 'x-latin': 'é ÿ' });
});

test('headers of the owner replace none of ours but the User-Agent, whatever their case', () => {
  const ours = requested({ url, signature: 'both', secrets: [{ secret }] }).headers;
  // Settings as they would be, had acceptSettings let them pass.
  const mine = Object.keys(ours).filter((name) => name !== 'user-agent');
  const forged = mine.flatMap((name) => [name, name.toUpperCase()]);
  const headers = Object.fromEntries(forged.map((name) => [name, 'forged']));
  expect(requested({ url, signature: 'both', secrets: [{ secret }], headers }).headers).toEqual(ours);
});

test('what arrives is what was signed, to the byte and with each header once', async () => {
  await using server = await receiver();
  const clock = new FakeClock(Date.now());
  const headers = { 'x-extra': 'webhook-signature: v1,forged' };
  const { outcome } = await deliver({ url: `${server.url}?a=1`, secrets: [{ secret }], headers }, { clock });
  expect(outcome).toEqual({ kind: 'delivered', statusCode: 204 });
  const [got] = server.received;
  expect(got).toMatchObject({ method: 'POST', path: '/hook?a=1' });
  const sent = Object.entries(got?.headers ?? {}).map(([name, value]) => [name, String(value)]);
  expect(new Webhook(secret).verify(got?.body ?? '', Object.fromEntries(sent))).toMatchObject({ data: payment.data });
  expect(got?.headers['content-length']).toBe(String(got?.body.length));
  const once = got?.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()) ?? [];
  expect(once).toEqual([...new Set(once)]);
});

test('a preview shows the request without its secrets', () => {
  const parts = {
    url: 'https://hooks.example.com/services/T0123456789ABCDEF/plain?key=hunter22',
    secrets: [{ secret }],
    bearer: 'hunter22-bearer',
    headers: { 'X-Api-Key': 'hunter22-header' },
  };
  const kind = httpKind([]);
  const { rendered } = requested(parts);
  const preview = kind.describe?.(rendered, endpoint(parts));
  expect(preview).toMatchObject({
    method: 'POST',
    url: 'https://hooks.example.com/services/…CDEF/plain?…',
    headers: { authorization: 'Bearer ••••', 'x-api-key': '••••', 'webhook-id': payment.id },
  });
  expect(JSON.stringify(preview)).not.toMatch(/hunter22|whsec_|0123456789AB/);
});

test('a template of single braces takes the event, what its sender put into data, and nothing where there is nothing', () => {
  const body = `{
    "customer_account_url": "{customer_account_url}",
    "ticket_ref": "{ticket_ref}",
    "device_id": "{cf_34977}",
    "who": "{player}",
    "paid": "{amount}, {amount.currency}",
    "what": {type}
  }`;
  const event = { ...payment, data: { ticket_ref: 'T-77 "quoted"', cf_34977: 12 } };
  const sent = requested({ ...unsigned, body }, 0, event);
  expect(JSON.parse(sent.body)).toEqual({
    customer_account_url: '',
    ticket_ref: 'T-77 "quoted"',
    device_id: '12',
    who: payment.player?.name,
    paid: `${payment.amount?.value} ${payment.amount?.currency}, ${payment.amount?.currency}`,
    what: 'payment.completed',
  });
});

test('beside double braces, single ones are text: other systems have placeholders of their own', () => {
  const body = '{"variables": [{"variable": "{player}", "value": "{{ player.name }}"}]}';
  const value = payment.player?.name;
  expect(JSON.parse(requested({ ...unsigned, body }).body)).toEqual({ variables: [{ variable: '{player}', value }] });
});

test('values of headers are filled in, as one line of Latin characters', () => {
  const headers = {
    'mgr-event-id': '{{ type }}',
    'X-Ref': '{ticket_ref}',
    'X-Etag': 'W/"{{ data.ticket_ref }}"',
    'X-Plain': '{"a": 1}',
  };
  const event = { ...payment, data: { ticket_ref: 'T-1\r\nX-Evil: 1 – é' } };
  const sent = requested({ ...unsigned, headers }, 0, event).headers;
  expect(sent).toMatchObject({
    'mgr-event-id': 'payment.completed',
    'x-ref': 'T-1 X-Evil: 1 ? é',
    'x-etag': 'W/"T-1 X-Evil: 1 ? é"',
    'x-plain': '{"a": 1}',
  });
});

test('the User-Agent can be chosen, and is fixed then', () => {
  const sent = requested({ ...unsigned, headers: { 'User-Agent': 'mygadgetrepairs' } });
  expect(sent.headers['user-agent']).toBe('mygadgetrepairs');
});

test('secrets of the body are sent, and stand in nothing that is kept or shown', () => {
  const wanted = {
    ...unsigned,
    body: '{"token": "{{ secrets.token }}", "id": {{ id }}}',
    bodySecrets: { token: 'srv_mgmt_1' },
  };
  const { body, rendered } = requested(wanted);
  expect(JSON.parse(body)).toEqual({ token: 'srv_mgmt_1', id: payment.id });
  expect(rendered.body).toEqual({ token: '••••', id: payment.id });
  const shown = httpKind([]).describe?.(rendered, endpoint(wanted));
  expect(JSON.stringify(shown)).not.toContain('srv_mgmt_1');
});
