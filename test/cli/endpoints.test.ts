import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../helpers/receiver.ts';
import { startWorld, type World } from './_crier.ts';

let world: World;
let receiver: Receiver;
beforeAll(async () => {
  world = await startWorld();
  receiver = await startReceiver();
});
afterAll(async () => {
  await world.stop();
  await receiver.stop();
});
beforeEach(() => {
  receiver.answer = () => ({});
  receiver.received.length = 0;
});

test('added, listed, tested, changed, rotated, paused, resumed and deleted', async () => {
  expect((await world.run(['endpoint'])).out).toContain('npm run crier -- endpoint add');
  const added = await world.run([
    'endpoint',
    'add',
    receiver.url,
    '--name',
    'rewards',
    '--events',
    'payment.*,gifting',
  ]);
  expect(added).toMatchObject({ code: 0 });
  expect(added.out).toMatch(/✓ rewards gets payment\.\*, gifting at 127\.0\.0\.1:\d+\/hook\./);
  const secret = /shown this once: (whsec_\S+)/.exec(added.out)?.[1] ?? 'none';
  expect(secret).toMatch(/^whsec_/);
  expect((await world.run(['endpoint', 'list'])).out).toMatch(/^rewards +payment\.\*, gifting +● ok +0 +0 +0 +never/m);

  const tested = await world.run(['endpoint', 'test', 'rewards', '--type', 'gift.sent']);
  expect(tested.out).toMatch(/✓ rewards answered 204 in \d+ ms\./);
  expect(receiver.received[0]?.body).toMatchObject({ type: 'gift.sent' });

  const changed = await world.run(['endpoint', 'change', 'rewards', '--retry', '1s,5s', '--min-severity', 'success']);
  expect(changed.out).toContain('rewards is changed.');
  const shown = await world.run(['endpoint', 'show', 'rewards']);
  expect(shown.out).toMatch(/From severity +success[\s\S]*Retries +1s, 5s/);
  expect(shown.out).not.toContain(secret);
  expect(shown.out).toContain(`secret …${secret.slice(-4)}`);

  const rotated = await world.run(['endpoint', 'rotate-secret', 'rewards']);
  expect(rotated.out).toMatch(/rewards has a new secret; the old one signs too until \S+Z\.[\s\S]*whsec_/);

  expect((await world.run(['endpoint', 'pause', 'rewards', '--for', '2h'])).out).toMatch(/is paused.*Until \S+Z\./);
  expect((await world.run(['status'])).out).toMatch(/rewards .*● paused/);
  expect((await world.run(['endpoint', 'resume', 'rewards'])).out).toContain('rewards goes on. 0 waiting.');
  expect((await world.run(['endpoint', 'delete', 'rewards'])).out).toContain('The endpoint rewards is gone.');
  expect((await world.json(['endpoint'])).data).toEqual([]);
});

test('secrets come from variables; a template is tried before it is kept; a failure says why', async () => {
  const body = join(world.cwd, 'body.json');
  writeFileSync(body, '{\n  "who": "{{ playr.name }}"\n}');
  const wrong = await world.run(['endpoint', 'add', receiver.url, '--name', 'own', '--body', body]);
  expect(wrong.code).toBe(1);
  expect(wrong.err).toMatch(/line 2, column 14: there is no playr/);
  writeFileSync(body, '{ "who": "{{ player.name }}", "for": {{ amount.value }} }');
  const added = await world.run(
    [
      'endpoint',
      'add',
      receiver.url,
      '--name',
      'own',
      '--body',
      body,
      '--signature',
      'plain',
      '--secret-env',
      'S',
    ].concat(['--basic-env', 'B', '--headers', '{"X-Shop":"Frost"}']),
    { env: { S: 'the signing secret', B: 'relay:the password' } },
  );
  expect(added).toMatchObject({ code: 0 });
  expect(added.out).not.toMatch(/the signing secret|the password|shown this once/);
  const dry = await world.run(['endpoint', 'test', 'own', '--dry-run', '--type', 'payment.completed']);
  expect(dry.out).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/hook\n[\s\S]*authorization: Basic ••••[\s\S]*"for": "/m);
  expect(receiver.received).toHaveLength(0);
  receiver.answer = () => ({ status: 500, body: 'the disk is full' });
  const failed = await world.run(['endpoint', 'test', 'own']);
  expect(failed.code).toBe(1);
  expect(failed.out + failed.err).toContain('it answered 500: the disk is full');
  expect(receiver.received[0]?.headers.authorization).toBe(`Basic ${btoa('relay:the password')}`);
});

test.each([
  [['endpoint', 'show', 'owm'], 1, 'owm'],
  [['endpoint', 'add', 'http://example.com/x'], 1, 'CRIER_ENDPOINT_HOSTS=example.com'],
  [['endpoint', 'add', 'https://example.com', '--secret-env', 'NOT_SET'], 2, 'NOT_SET is not set here'],
  [['endpoint', 'add', 'https://example.com', '--headers', '{'], 2, 'JSON object'],
  [['endpoint', 'add', 'https://example.com', '--concurrency', 'many'], 2, 'whole number'],
  [['endpoint', 'add', 'https://example.com', '--retry', 'often'], 1, 'standard, quick, steady'],
  [['endpoint', 'add'], 2, 'url'],
])('%j fails with what to do', async (args, code, sentence) => {
  const failed = await world.run(args);
  expect(failed.code).toBe(code);
  expect(failed.err).toContain(sentence);
});
