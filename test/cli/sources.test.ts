import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from './_crier.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test('source: listed, switched on with a secret of the environment, tried, and switched off', async () => {
  const before = await world.run(['source']);
  expect(before.out).toMatch(/^tebex +Tebex +off/m);
  const added = await world.run(['source', 'add', 'tebex', '--secret-env', 'TEBEX_SECRET'], {
    env: { TEBEX_SECRET: 'a secret of Tebex' },
  });
  expect(added).toMatchObject({ code: 0 });
  expect(added.out).toMatch(/✓ Tebex is switched on\.[\s\S]*Address to paste there: http\S+\/in\/main\/tebex/);
  expect(added.out).toContain('set CRIER_PUBLIC_URL to its address');
  expect(added.out + added.err).not.toContain('a secret of Tebex');
  expect((await world.run(['source'])).out).toMatch(/^tebex +Tebex +on +never +0/m);
  const tested = await world.run(['source', 'test', 'tebex', 'payment.refunded']);
  expect(tested.out).toMatch(/✓ tebex: payment\.refunded became an event\.\n {2}evt_/);
  expect((await world.run(['source', 'refused', 'tebex'])).out).toContain('tebex has refused nothing.');
  expect((await world.run(['source', 'refused'])).out).toBe('No source has refused anything.\n');
  const headers = { 'x-signature': '00' };
  await fetch(`${world.crier.url}/in/main/tebex`, { method: 'POST', headers, body: '{}' });
  expect((await world.run(['source'])).out).toMatch(/^tebex +Tebex +refuses +never +1/m);
  expect((await world.run(['source', 'refused'])).out).toMatch(/^Tebex\n.* wrong\n[\s\S]*source retry tebex/);
  expect((await world.run(['source', 'remove', 'tebex'])).out).toContain('tebex is switched off.');
});

test('source: the address and the steps are shown before the secret is asked for', async () => {
  const early = await world.run(['source', 'add', 'stripe'], { input: '\n' });
  expect(early).toMatchObject({ code: 1, out: '' });
  const steps =
    /Address to paste there: http\S+\/in\/main\/stripe\n[\s\S]*On the platform \(https:\/\/\S+\):\n {2}1\. /;
  expect(early.err).toMatch(steps);
  const added = await world.run(['source', 'add', 'stripe'], { input: 'whsec_of_stripe\n' });
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^✓ Stripe is switched on\.\nTry it: /) });
  expect(added.err).toMatch(steps);
  await world.run(['source', 'remove', 'stripe']);
});

test('source: what Crier makes up is shown once, in the address where it travels there', async () => {
  const added = await world.run(['source', 'add', 'slack-format']);
  expect(added.out).toMatch(/\/in\/main\/slack-format\?secret=[\w-]{32}\n/);
  const shown = await world.run(['source', 'show', 'slack-format']);
  expect(shown.out).toContain('?secret=<the secret>');
  expect(shown.out).toMatch(/Slack format {2}on[\s\S]*Samples: /);
});

test('source: a secret that Crier made is renewed, and webhooks are made by name', async () => {
  await world.run(['source', 'add', 'botghost']);
  expect((await world.run(['source', 'add', 'botghost'])).out).toContain(
    'npm run crier -- source rotate-secret botghost',
  );
  const rotated = await world.run(['source', 'rotate-secret', 'botghost']);
  expect(rotated.out).toMatch(/counts too until \S+Z\.\n\nSecret, shown this once: [\w-]{32}\n/);
  const added = await world.run(['source', 'hook', 'add', 'botghost', 'New buyer']);
  const [, id = ''] = /\/webhook\/main\/([0-9a-f]{12})\n/.exec(added.out) ?? [];
  expect((await world.run(['source', 'show', 'botghost'])).out).toContain(`Webhook  ${id}  New buyer`);
  expect((await world.run(['source', 'hook', 'remove', 'botghost', id])).out).toContain('is gone');
  await world.run(['source', 'add', 'loki']);
  await world.run(['source', 'rotate-secret', 'loki']);
  await world.run(['source', 'add', 'slack-format']);
  const address = /Address to paste: \S+\/in\/main\/slack-format\?secret=[\w-]{32}\n/;
  expect((await world.run(['source', 'rotate-secret', 'slack-format'])).out).toMatch(address);
});

test.each([
  [['source', 'add', 'tebx'], 1, 'Did you mean "tebex"?'],
  [['source', 'add', 'tebex', '--secret-env', 'NOT_SET'], 2, 'NOT_SET is not set here'],
  [['source', 'remove', 'stripe'], 1, 'not switched on'],
  [['source', 'test', 'tebex', 'payment.refundet'], 1, '"payment.refunded"'],
  [['webhook', 'delete', '123456789012345678'], 1, 'has no webhook'],
  [['webhook', 'create'], 2, '--category'],
])('%j fails with what to do', async (args, code, sentence) => {
  const failed = await world.run(args);
  expect(failed.code).toBe(code);
  expect(failed.err).toContain(sentence);
});

test('webhook: made, used by a script, listed without its token, and ended', async () => {
  const made = await world.run(['webhook', 'create', '--category', 'errors', '--name', 'Anticheat']);
  const url = made.out.trim();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/webhooks\/\d{18,20}\/[\w-]{68}$/);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ content: 'Caught one' }) });
  expect(response.status).toBe(204);
  const [id = '', token = ''] = url.split('/').slice(-2);
  const listed = await world.run(['webhook']);
  expect(listed.out).toMatch(new RegExp(`Anticheat +errors +.*${id}`));
  expect(listed.out).not.toContain(token);
  expect((await world.run(['webhook', 'delete', id])).code).toBe(0);
  expect((await fetch(url, { method: 'POST', headers, body: '{"content":"x"}' })).status).toBe(404);
});

test('sample sends what a platform sends', async () => {
  const sent = await world.run(['sample', 'paynow/ON_REFUND']);
  expect(sent.out).toMatch(/✓ paynow\/ON_REFUND +evt_/);
  expect((await world.run(['sample'])).out).toMatch(/from stripe +stripe\/charge\.refunded/);
});
