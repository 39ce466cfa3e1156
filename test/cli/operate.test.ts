import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure } from '../helpers/fake-discord.ts';
import { startWorld, type World } from './_crier.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test('routes set reads the URL from input, test tells the outcome with its cure, routes delete takes it away', async () => {
  const hook = world.discord.addWebhook({ name: 'errors here' });
  const set = await world.run(['routes', 'set', 'errors', '-', '--username', 'Alarm'], { input: `${hook.url}\n` });
  expect(set.out).toContain('errors goes to errors here.');
  const good = await world.run(['test', 'errors']);
  expect(good).toMatchObject({ code: 0 });
  expect(good.out).toMatch(/✓ Delivered to .* in \d+ ms\.\n {2}https:\/\/discord\.com\/channels\//);

  const rule = world.discord.fail({ webhook: hook.id, method: 'POST', times: 1, with: failure.refuseWithoutPath });
  const refused = await world.run(['test', 'errors']);
  rule.clear();
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.out).toMatch(/✗ .*this message was refused \(HTTP 400\)\.\n.*\n.*crier -- show dlv_/);

  const listed = await world.run(['routes']);
  expect(listed.out).toMatch(/default .*all[\s\S]*errors .*errors here +ok/);
  expect([set, good, refused, listed].map(({ out, err }) => out + err).join()).not.toContain(hook.token);
  expect(await world.run(['routes', 'delete', 'errors'])).toMatchObject({
    code: 0,
    out: 'The route errors is gone.\n',
  });
});

test('a route keeps what nobody speaks of when it is changed, and loses what is set to none', async () => {
  const hook = world.discord.addWebhook({ name: 'gifts' });
  await world.run(['routes', 'set', 'gifting', hook.url, '--min-severity', 'warning', '--application', 'web']);
  const muted = await world.json(['routes', 'set', 'gifting', '--mute']);
  expect(muted).toMatchObject({ muted: true, min_severity: 'warning', application: 'web' });
  const opened = await world.json(['routes', 'set', 'gifting', '--no-mute', '--min-severity', 'none']);
  expect(opened).toMatchObject({ muted: false, min_severity: null, application: 'web' });
});

test('a test along a broken route says where its URL is set', async () => {
  const hook = world.discord.addWebhook({});
  await world.run(['routes', 'set', 'goal.*', '-'], { input: hook.url });
  world.discord.deleteWebhook(hook.id);
  const { code, out } = await world.run(['test', 'goal.*']);
  expect(code).toBe(1);
  expect(out).toMatch(/takes no messages any more \(HTTP 404\)\.\n.*deleted.*\n.*routes set goal\.\* -\n/);
});

test('a webhook that Discord does not know is not taken', async () => {
  const hook = world.discord.addWebhook({});
  world.discord.deleteWebhook(hook.id);
  const set = await world.run(['routes', 'set', 'loyalty', '-'], { input: hook.url });
  expect(set).toMatchObject({ code: 1, out: '' });
  expect(set.err).toContain('deleted');
  expect(set.err).not.toContain(hook.token);
});

test('what failed is shown by status and deliveries, and replayed after a question', async () => {
  world.discord.fail({ method: 'POST', times: 1, with: failure.refuseWithoutPath });
  const { outcomes } = await world.json(['send', '--type', 'order.created', '--player', 'Alex', '--wait']);
  expect(outcomes).toMatchObject([{ status: 'failed' }]);
  const [status, listed] = await Promise.all([
    world.run(['status']),
    world.run(['deliveries', '--type', 'order.created']),
  ]);
  expect(status.out).toMatch(
    /^Frostvale {2}● (needs attention|something is broken)\n[\s\S]* {2}! default \(all\): 1 delivery has failed, /,
  );
  expect(listed.out).toMatch(/failed +order\.created +Alex +all +dlv_\w+\n {2}Discord refused/);
  for (const line of listed.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);

  const only = ['replay', '--status', 'failed', '--type', 'order.created'];
  expect(await world.json([...only, '--dry-run'])).toEqual({ matched: 1, replayed: 0 });
  const asked = await world.run(only);
  expect(asked).toMatchObject({ code: 1, out: '' });
  expect(asked.err).toContain('1 delivery match');
  expect(await world.run([...only, '--yes'])).toMatchObject({ code: 0, out: '1 delivery is back in their lanes.\n' });
});

test('the log says who, what and how much, and finds an event by its player and its goods', async () => {
  const amount = { value: '12.5', currency: 'EUR' };
  const packages = [{ name: 'Frost Knight', quantity: 2 }];
  const sale = (name: string) => ({ type: 'payment.completed', player: { name }, amount, data: { packages } });
  await world.crier.post(sale('Mira'), sale('Nova'), { ...sale('Mira'), data: { package: 'Pet Dragon' } });
  const all = await world.run(['deliveries', '--q', 'Frost Knight']);
  expect(all.out.match(/dlv_/g)).toHaveLength(2);
  const { out } = await world.run(['deliveries', '--player', 'Mira', '--q', 'knight', '--since', '1d']);
  expect(out.match(/dlv_/g)).toHaveLength(1);
  expect(out).toMatch(/^age +status +type +player +what +to +delivery\n.*payment.* +Mira +€12\.50 2× Fr.* +all +dlv_/);
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  expect((await world.run(['deliveries', '--player', 'Mira', '--q', 'dragon'])).out).toMatch(/ €12\.50 Pet /);
});

test('a replay without a status that finds nothing says that it looked for what failed', async () => {
  const none = await world.run(['replay', '--type', 'payment.completed', '--dry-run']);
  expect(none.out).toBe('Nothing that failed matches. What was delivered is sent again with --status delivered.\n');
  const asked = await world.run(['replay', '--type', 'payment.completed', '--status', 'failed', '--dry-run']);
  expect(asked.out).toBe('Nothing matches.\n');
});

test('replay takes a delivery or the event that stands under a message', async () => {
  const { accepted } = await world.json(['send', '--type', 'gift.claimed', '--wait']);
  const [{ id, deliveries }] = accepted;
  expect(await world.json(['replay', deliveries[0].id])).toMatchObject({ replay_of: deliveries[0].id });
  const event = await world.run(['replay', id]);
  expect(event).toMatchObject({ code: 0 });
  expect(event.out).toContain(`sends again what ${deliveries[0].id} delivered`);
});

test('what waits can be cancelled, and what is done cannot', async () => {
  const rule = world.discord.fail({ method: 'POST', with: failure.serverError() });
  const { accepted } = await world.json(['send', '--type', 'gift.claimed']);
  const { id } = accepted[0].deliveries[0];
  expect(await world.run(['cancel', id])).toMatchObject({ code: 0, out: `${id} is cancelled.\n` });
  const again = await world.run(['cancel', id]);
  rule.clear();
  expect(again).toMatchObject({ code: 1 });
  expect(again.err).toContain('is cancelled already');
});

test('keys are made, listed without their secret, and revoked', async () => {
  const create = ['keys', 'create', 'game server', '--scope', 'ingest', '--category', 'gifting,errors'];
  const made = await world.run(create);
  const secret = made.out.trim();
  expect(secret).toMatch(/^crier_\S+$/);
  expect(made.err).toContain('Shown this once. It may: ingest, for gifting, errors only.');
  const [listed, refused] = await Promise.all([world.run(['keys']), world.run(['status', '--key', secret])]);
  expect(listed.out).toMatch(/game server +ingest +never +key_\w+\n {2}only gifting, errors\n/);
  expect(listed.out).not.toContain(secret);
  expect(refused.err).toContain('scope "read"');
  const { data } = await world.json(['keys', 'list']);
  const { id } = data.find(({ name }: { name: string }) => name === 'game server');
  expect(await world.run(['keys', 'revoke', id])).toMatchObject({ code: 0 });
  expect((await world.run(['keys'])).out).toMatch(/game server .* revoked/);
});

test('backup copies the database of a running service, where it is told to, and never over a file', async () => {
  const target = join(world.cwd, 'copy.db');
  const made = await world.json(['backup', target]);
  expect(made.path).toBe(target);
  expect(existsSync(target)).toBe(true);
  const again = await world.run(['backup', target]);
  expect(again).toMatchObject({ code: 2, out: '' });
  expect(again.err).toContain('is there already');
  expect((await world.json(['backup'])).path).toContain(world.crier.dir);
});

test('tail shows what happens, a line each, and JSON for scripts', async () => {
  const seen = (out: string) => /"kind":"delivery.attempted"/.test(out);
  const isDone = (out: string) => / ✓ payment\.completed delivered/.test(out);
  const tails = [world.run(['tail'], { until: isDone }), world.run(['tail', '--json'], { until: seen })];
  const posting = setInterval(
    () => void world.crier.post({ type: 'payment.completed', player: { name: 'Nova' } }),
    200,
  );
  const [lines, json] = await Promise.all(tails).finally(() => clearInterval(posting));
  expect(lines?.out).toMatch(/\d\d:\d\d:\d\d → payment\.completed Nova evt_\w+\n/);
  expect(JSON.parse(json?.out.split('\n')[0] ?? '')).toMatchObject({
    kind: expect.stringMatching(/^(event|delivery)\./),
  });
});
