import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure } from '../helpers/fake-discord.ts';
import { startWorld, type World } from './_crier.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test('send --wait posts an event and tells its outcome; show explains it', async () => {
  const options = ['--player', 'Steve', '--amount', '9.99 EUR', '--field', 'Rank=VIP', '--data', 'level=3'];
  options.push('--data', 'tax={"value":"1.61","currency":"USD"}', '--data', 'items=[{"name":"VIP","price":"9.99"}]');
  const sent = await world.run(['send', '--type', 'payment.completed', ...options, '--wait']);
  expect(sent).toMatchObject({ code: 0, err: '' });
  expect(sent.out).toMatch(/✓ evt_\w+ {2}→ all\n {2}all: delivered\. https:\/\/discord\.com\/channels\//);
  const shown = await world.run(['show', /evt_\w+/.exec(sent.out)?.[0] ?? '']);
  expect(shown.out).toMatch(/type +payment\.completed \(transactions, info\)\nplayer +Steve\namount +9\.99 EUR\n/);
  expect(shown.out).toMatch(/Rank +VIP\nlevel +3\ntax +1\.61 USD\nitems +name: VIP, price: 9\.99\n/);
  expect(shown.out).toMatch(/dlv_\w+ to all: delivered\n[\s\S]* 1\. \d+ s ago: delivered \(HTTP 200, \d+ ms\)/);
});

test('send reads an object, an array or NDJSON from input, however it is laid out', async () => {
  const send = (input: string) => world.json(['send', '-'], { input });
  const [lines, array, object] = await Promise.all([
    send('{"type":"gift.sent"}\n{"type":"gift.received"}\n'),
    send('[{"type":"gift.sent"}]'),
    send('{\n"type": "gift.sent",\n"fields": [\n{"name":"a","value":"b"}]}'),
  ]);
  expect([lines, array, object].map(({ accepted }) => accepted.length)).toEqual([2, 1, 1]);
});

test('the same id again stores nothing, and says so', async () => {
  await world.run(['send', '--type', 'gift.sent', '--id', 'once']);
  const again = await world.run(['send', '--type', 'gift.sent', '--id', 'once']);
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).toContain('known already, nothing stored');
});

test('what the service refuses is told with the path of every field, and exits with 1', async () => {
  const sent = await world.run(['send', '-'], {
    input: '[{"type":"gift.sent"},{"type":"Bad","category":"errors"},{}]',
  });
  expect(sent).toMatchObject({ code: 1, out: '' });
  expect(sent.err).toContain('[1].type: expected dotted lower case');
  expect(sent.err).toContain('[2].type: expected an event type');
});

test.each([
  [['send'], 'Say what happened: --type payment.completed, or a file.'],
  [['send', '--type', 'a.b', '--amount', '9,99€'], '"9,99€" is no amount; write it as "9.99 EUR".'],
  [['send', '--type', 'a.b', '--data', '{"a":'], 'expected an object of JSON'],
  [['send', '-', '--title', 'x'], 'Give a file or options, not both'],
  [['send', '-'], 'Standard input is neither JSON nor NDJSON'],
  [['sample', 'payment.compleed'], 'Did you mean "payment.completed"?'],
  [['demo', '--count', 'many'], '--count many: expected a whole number'],
  [['demo', '--every', 'soon'], '--every soon: expected a duration'],
])('%j is a wrong call: exit code 2', async (args, sentence) => {
  const ran = await world.run(args, { input: 'hello' });
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(sentence);
});

test('sample lists what there is, and sends one', async () => {
  const [listed, sent] = await Promise.all([world.run(['sample']), world.run(['sample', 'gift.sent'])]);
  expect(listed.out).toMatch(/^category +sample\n/);
  expect(listed.out).toMatch(/subscriptions +subscription\.payment_failed\n/);
  expect(sent.out).toMatch(/✓ gift\.sent +evt_\w+\nSee it in Discord, or at http:.*\/preview/);
});

test('sample does not send anybody to Discord for what is not there', async () => {
  const rule = world.discord.fail({ method: 'POST', with: failure.serverError(503) });
  const sent = await world.run(['sample', 'gift.claimed']);
  rule.clear();
  expect(sent.out).toMatch(
    /✓ gift\.claimed +evt_\w+\nNot all is in Discord yet\. all: Discord is not well \(503\)\nWhat is wrong, and the cure: .*status/,
  );
});

test('sample --all sends every sample, and every one is delivered', async () => {
  const sent = await world.json(['sample', '--all']);
  expect(sent.length).toBeGreaterThanOrEqual(60);
  const last = sent.at(-1).id;
  await expect
    .poll(async () => (await world.crier.request('GET', `/v1/events/${last}`)).body.deliveries[0].status, {
      timeout: 10_000,
    })
    .toBe('delivered');
  const failed = await world.crier.request('GET', '/v1/deliveries?status=failed');
  expect(failed.body.data).toEqual([]);
});

test('demo sends as many as it is told, one friendly line each, and ends by itself', async () => {
  const demo = await world.run(['demo', '--count', '3', '--every', '0s', '--seed', '3']);
  expect(demo).toMatchObject({ code: 0, err: '' });
  expect(demo.out).toMatch(/preview[\s\S]*✓ payment\.completed +\S.* EUR\n[\s\S]*3 events sent \(--seed 3\)\.\n$/);
});

test('samples and the demo are in no figure, are shown as tests, and are deleted after asking', async () => {
  const before = await world.json(['stats']);
  await world.run(['demo', '--count', '8', '--every', '0s', '--seed', '3']);
  await world.run(['sample', 'payment.completed']);
  await world.run(['sample', 'tebex/payment.completed']);
  const after = await world.json(['stats']);
  expect({ ...after, until: before.until, since: before.since, buckets: [] }).toEqual({ ...before, buckets: [] });
  const [{ id }] = await world.json(['sample', 'gift.sent']);
  const shown = await world.run(['show', id]);
  expect(shown.out).toContain('made as           a test, which no figure counts');
  const isTold = () => world.discord.messages().some(({ body }) => JSON.stringify(body).includes(`Test · ${id}`));
  await world.discord.waitFor(isTold);

  const sent = await world.json(['send', '--type', 'gift.sent']);
  const asked = await world.run(['demo', '--clear'], { input: 'n\n' });
  expect(asked.code).toBe(1);
  expect(asked.err).toMatch(/Nothing was deleted: there are \d+ events/);
  const cleared = await world.run(['demo', '--clear', '--yes']);
  expect(cleared).toMatchObject({ code: 0, err: '' });
  expect(cleared.out).toMatch(/^\d+ events are deleted/);
  expect((await world.run(['demo', '--clear'])).out).toContain('The log holds no event of the demo');
  expect((await world.run(['show', id])).err).toContain('There is no event');
  expect((await world.run(['show', sent.accepted[0].id])).code).toBe(0);
});
