import { expect, test } from 'vitest';
import { delivered, payment, playersIn } from './_events.ts';
import { webhooksIn } from './_route.ts';
import { textOf, told } from './_shown.ts';
import { startBotWorld } from './_world.ts';

test('/route list shows every route, and how to make one where there is none', async () => {
  const none = await startBotWorld({ isRouted: false });
  expect(textOf((await none.run('route list')).message)).toMatch(
    /There is none yet\. <\/setup:\d+> makes them, <\/route set:\d+> makes one\./,
  );
  const world = await startBotWorld();
  await world.crier.request('PUT', '/v1/routes/errors', {
    webhook: world.webhook.url,
    min_severity: 'error',
    mention_role: '123456789012345678',
  });
  const text = textOf((await world.run('route list')).message);
  expect(text).toContain(`**default** → <#${world.sales.id}> (set in test)`);
  expect(text).toContain(`**errors** → <#${world.sales.id}> (from error, pings <@&123456789012345678>)`);
});

test('/route set with a channel makes a webhook there once, and events come into it', async () => {
  const world = await startBotWorld();
  const { run, guild, sales } = world;
  const payments = guild.addChannel({ name: 'payments' });
  const set = await run('route set', { key: 'transactions', channel: payments });
  expect(set.isEphemeral).toBe(true);
  expect(textOf(set.message)).toBe(`✅ **transactions** goes to <#${payments.id}> from now on.`);
  expect(webhooksIn(world, payments)).toMatchObject([
    { name: 'Frostvale', applicationId: world.discord.bot.applicationId },
  ]);
  await delivered(world, payment('Steve'), { type: 'error.plugin', player: { name: 'Ray' } });
  expect(playersIn(world, payments.id)).toEqual(['Steve']);
  expect(playersIn(world, sales.id)).toEqual(['Ray']);

  await run('route set', { key: 'error.plugin', channel: payments });
  await run('route set', { key: 'transactions', channel: payments });
  expect(webhooksIn(world, payments)).toHaveLength(1);
  await delivered(world, { type: 'error.plugin', player: { name: 'Kim' } });
  expect(playersIn(world, payments.id)).toEqual(['Steve', 'Kim']);
});

test('a webhook of somebody else in the channel is left alone', async () => {
  const world = await startBotWorld();
  await world.run('route set', { key: 'errors', channel: world.sales });
  expect(webhooksIn(world, world.sales).map(({ name }) => name)).toEqual(['all', 'Frostvale']);
});

test('the first route of all lets out what waited for one', async () => {
  const world = await startBotWorld({ isRouted: false });
  await world.crier.request('PUT', '/v1/routes/errors', { webhook: world.webhook.url });
  await world.crier.post(payment('Steve'));
  await world.run('route set', { key: 'default', channel: world.lounge });
  await expect.poll(() => playersIn(world, world.lounge.id)).toEqual(['Steve']);
});

test('a route that is set anew keeps what else was said of it', async () => {
  const world = await startBotWorld();
  const rule = { webhook: world.webhook.url, min_severity: 'warning', username: 'Till', on_uncertain: 'hold' };
  await world.crier.request('PUT', '/v1/routes/errors', rule);
  await world.run('route set', { key: 'errors', channel: world.lounge });
  const { body } = await world.crier.request('GET', '/v1/routes/errors');
  expect(body).toMatchObject({ min_severity: 'warning', username: 'Till' });
  expect(textOf((await world.run('route list')).message)).toContain(
    `**errors** → <#${world.lounge.id}> (from warning)`,
  );
});

test('without a channel a modal asks for the URL of a webhook', async () => {
  const world = await startBotWorld();
  const { run, discord, guild, lounge } = world;
  const { url } = discord.addWebhook({ channelId: lounge.id, guildId: guild.id });
  const { modal } = await run('route set', { key: 'transactions' });
  expect(modal.title).toBe('Webhook for transactions');
  expect(modal.inputs).toMatchObject([{ label: 'Webhook URL', customId: 'url', isRequired: true }]);
  const sent = await discord.bot.submit(modal, { 'Webhook URL': url });
  expect(sent.isEphemeral).toBe(true);
  expect(textOf(sent.message)).toBe(`✅ **transactions** goes to <#${lounge.id}> from now on.`);
  await delivered(world, payment('Steve'));
  expect(playersIn(world, lounge.id)).toEqual(['Steve']);
});

test('a wrong URL is told what it is, one that Discord does not know is refused, and nothing of it is repeated', async () => {
  const world = await startBotWorld();
  const { run, discord, crier } = world;
  const submit = async (url: string) =>
    textOf((await discord.bot.submit((await run('route set', { key: 'errors' })).modal, { url })).message);
  const secret = 'x'.repeat(68);
  expect(await submit(`https://example.com/api/webhooks/123456789012345678/${secret}`)).toMatch(
    /its host is not one of Discord's[\s\S]*Code [A-Z2-9]{6}/,
  );
  const unknown = await submit(`${discord.origin}/api/webhooks/123456789012345678/${secret}`);
  expect(unknown).toMatch(/Discord does not take this webhook: .*\n?Code/);
  expect(unknown).not.toContain(secret);
  expect(world.log.join('')).not.toContain(secret);
  expect((await crier.request('GET', '/v1/routes/errors')).status).toBe(404);
});

test('what is no key of a route is refused, with and without a channel', async () => {
  const world = await startBotWorld();
  const { run, discord } = world;
  const withChannel = await run('route set', { key: 'not a key', channel: world.lounge });
  expect(textOf(withChannel.message)).toContain('"not a key" is no key of a route.');
  const { modal } = await run('route set', { key: 'not:a:key' });
  expect(textOf((await discord.bot.submit(modal, { url: world.webhook.url })).message)).toContain(
    '"not\\:a:key" is no key',
  );
  const long = await run('route set', { key: '%'.repeat(60) });
  expect(textOf(long.message)).toContain('is no key of a route');
});

test('/route clear takes one away, and its events go the way of the others', async () => {
  const world = await startBotWorld();
  const { run, guild, sales } = world;
  const payments = guild.addChannel({ name: 'payments' });
  await run('route set', { key: 'transactions', channel: payments });
  expect(await world.suggest('route clear', 'route', 'trans')).toEqual(['transactions']);
  const cleared = await run('route clear', { route: 'transactions' });
  expect(textOf(cleared.message)).toContain('The route **transactions** is gone.');
  await delivered(world, payment('Steve'));
  expect(playersIn(world, sales.id)).toEqual(['Steve']);
  expect(told(await run('route clear', { route: 'transactions' }))).toMatch(/no route "transactions"[\s\S]*Code/);
});

test('/route test sends a message through the route and links to it', async () => {
  const world = await startBotWorld();
  const { run, discord, webhook } = world;
  const tested = await run('route test', { route: 'default' });
  const [message] = discord.messages(webhook.id);
  expect(textOf(tested.message)).toMatch(/^✅ \[Delivered\]\(https:\/\/discord\.com\/channels\/\S+\) in \d+ ms\.$/);
  expect(textOf(tested.message)).toContain(message?.id);
  expect(JSON.stringify(message?.body)).toContain('This is how messages of the route');

  discord.deleteWebhook(webhook.id);
  expect(textOf((await run('route test', { route: 'default' })).message)).toMatch(/^⚠️ .*the webhook was deleted/);
  expect(textOf((await run('route test', { route: 'errors' })).message)).toMatch(/^⚠️ .*the webhook was deleted/);
  expect(told(await run('route test', { route: 'no kind' }))).toContain('no route "no kind"');
});

test('/route mute records without sending, /route unmute sends again', async () => {
  const world = await startBotWorld();
  const { run, lounge, crier } = world;
  await run('route set', { key: 'transactions', channel: lounge });
  expect(textOf((await run('route mute', { route: 'transactions' })).message)).toContain('**transactions** is muted');
  expect(textOf((await run('route list')).message)).toContain(`**transactions** → <#${lounge.id}> (muted)`);
  const [muted] = await crier.post(payment('Steve'));
  expect(muted?.deliveries).toMatchObject([{ status: 'cancelled' }]);
  expect(textOf((await run('route unmute', { route: 'transactions' })).message)).toContain('is no longer muted');
  await delivered(world, payment('Alex'));
  expect(playersIn(world, lounge.id)).toEqual(['Alex']);
  expect(webhooksIn(world, lounge)).toHaveLength(1);
  expect(told(await run('route mute', { route: 'no kind' }))).toContain('is no key of a route');
});

test('a kind of events without a channel of its own is muted, pings and narrows by itself', async () => {
  const world = await startBotWorld();
  const { run, crier } = world;
  await run('route mute', { route: 'processing' });
  const [muted] = await crier.post({ type: 'perk.expired', player: { name: 'Steve' } });
  expect(muted?.deliveries).toMatchObject([{ status: 'cancelled' }]);
  const role = '123456789012345678';
  const changed = textOf(
    (await run('route change', { key: 'errors', severity: 'error', role: `<@&${role}>` })).message,
  );
  expect(changed).toContain('**errors** →');
  expect(changed).toContain(`as the next route, from error, pings <@&${role}>`);
  expect(crier.app.deps.registries.routes.find('main', 'errors')).toMatchObject({
    minSeverity: 'error',
    mentionRole: role,
  });
  await run('route change', { key: 'errors', severity: 'info', role: 'none' });
  const plain = crier.app.deps.registries.routes.find('main', 'errors');
  expect([plain?.minSeverity, plain?.mentionRole]).toEqual([undefined, undefined]);
  expect(told(await run('route change', { key: 'errors', role: 'admins' }))).toContain('"admins" is no role');
});

test('a route that the operator has set is refused with the place where it is set', async () => {
  const world = await startBotWorld();
  const { run, discord, lounge, webhook } = world;
  const place = 'of the route "default" is set in test. Change it there and restart';
  expect(told(await run('route set', { key: 'default', channel: lounge }))).toContain(place);
  const { modal } = await run('route set', { key: 'default' });
  expect(told(await discord.bot.submit(modal, { url: webhook.url }))).toContain(place);
  expect(told(await run('route clear', { route: 'default' }))).toContain('The route "default" is set in test.');
  expect(textOf((await run('route mute', { route: 'default' })).message)).toContain('**default** is muted');
});

test('a route that is refused leaves no webhook behind', async () => {
  const world = await startBotWorld();
  await world.run('route set', { key: 'default', channel: world.lounge });
  await world.run('route set', { key: 'not a key', channel: world.lounge });
  expect(webhooksIn(world, world.lounge)).toEqual([]);
});

test.each([
  ['cannot see', []],
  ['may only look at', ['ViewChannel', 'ReadMessageHistory']],
] as const)('a channel that the bot %s is refused with what it lacks there', async (_, botPermissions) => {
  const world = await startBotWorld();
  const channel = world.guild.addChannel({ name: 'quiet', botPermissions });
  const text = told(await world.run('route set', { key: 'errors', channel }));
  expect(text).toMatch(/#quiet[\s\S]*"View Channel" and "Manage Webhooks"[\s\S]*Code/);
  expect(world.crier.app.deps.registries.routes.find('main', 'errors')).toBeUndefined();
});

test('a key of blanks is answered, not left alone', async () => {
  const world = await startBotWorld();
  const answer = await world.run('route set', { key: '   ' });
  expect(told(answer)).toContain('"key" is missing');
  expect(answer.isEphemeral).toBe(true);
});

test('/route list says how many routes there is no room for', async () => {
  const world = await startBotWorld();
  const { url: webhook } = world.webhook;
  for (let number = 1; number <= 120; number += 1) {
    await world.crier.request('PUT', `/v1/routes/payment.${'x'.repeat(60)}${number}`, { webhook });
  }
  const text = textOf((await world.run('route list')).message);
  const shown = text.split('\n').filter((line) => line.startsWith('**')).length;
  expect(text).toMatch(new RegExp(`\n… and ${121 - shown} more$`));
});
