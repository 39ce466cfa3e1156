import { expect, test } from 'vitest';
import type { ProvisionedRoute } from '../../../src/model/route.ts';
import { type Provisioned, provision } from '../../../src/registry/provision/provision.ts';
import type { ProvisionedEndpoint } from '../../../src/registry/provision/provision-endpoints.ts';

import { addRoute, mainStore, openRegistries, type RegistryWorld, wantedEndpoint } from '../../helpers/registries.ts';

const url = (name: string) => `https://discord.example/${name}`;

const place = 'config/crier.yaml:3';

const route = (key: string, to = key): ProvisionedRoute => ({
  key,
  target: { kind: 'discord-webhook', settings: { url: url(to) } },
  rule: {},
  policy: {},
  provisioned: { destination: place },
});

/** A route of which the operator says the rule alone. */
const ruling = (key: string, rule: ProvisionedRoute['rule']): ProvisionedRoute => ({
  key,
  rule,
  policy: {},
  provisioned: Object.fromEntries(Object.keys(rule).map((name) => [name, place])),
});

const endpoint = (name: string, to = name): ProvisionedEndpoint => ({
  name,
  kind: 'http',
  settings: { url: url(to) },
  subscription: { events: ['*'] },
  onUncertain: 'resend',
  provisionedBy: 'config/crier.yaml:9',
});

const saying = (
  said: Partial<Provisioned['stores'][number] & Pick<Provisioned, 'sources' | 'guilds'>>,
): Provisioned => ({
  stores: [{ store: mainStore, routes: said.routes ?? [], endpoints: said.endpoints ?? [] }],
  sources: said.sources ?? [],
  guilds: said.guilds ?? [],
});

/** A start of the service: loads what is kept, and brings it to what the operator says. */
async function start({ another, clock }: RegistryWorld, wanted: Provisioned) {
  const registries = await another();
  await provision(wanted, registries, clock.now());
  return registries;
}

test('every store has its preview, the same one after each start', async () => {
  const world = await openRegistries();
  const first = (await start(world, saying({}))).destinations.preview('main');
  const second = (await start(world, saying({}))).destinations.preview('main');
  expect(first?.id).toMatch(/^dst_/);
  expect(second?.id).toBe(first?.id);
});

test('a route comes, changes and goes with what the operator says', async () => {
  const world = await openRegistries();
  const first = await start(world, saying({ routes: [route('default'), route('errors')] }));
  const was = first.routes.find('main', 'default');
  expect(was).toMatchObject({ key: 'default', muted: false, provisioned: { destination: place } });
  expect(first.destinations.find(was?.destination ?? '')?.settings).toEqual({ url: url('default') });

  const provisioned = { destination: place, muted: place };
  const muted = { ...route('default'), rule: { muted: true }, provisioned };
  const second = await start(world, saying({ routes: [muted] }));
  expect(second.routes.list('main')).toEqual([{ ...was, muted: true, provisioned }]);
  expect((await start(world, saying({}))).routes.list('main')).toEqual([]);
});

test('a route that was set while running stays, until the operator says the same key', async () => {
  const world = await openRegistries();
  const own = await addRoute(world.registries, 'errors');
  const first = await start(world, saying({ routes: [route('default')] }));
  expect(first.routes.find('main', 'errors')).toMatchObject({ destination: own.id, provisioned: undefined });
  const second = await start(world, saying({ routes: [route('errors', 'elsewhere')] }));
  expect(second.routes.list('main')).toMatchObject([{ key: 'errors', provisioned: { destination: place } }]);
  expect(second.routes.find('main', 'errors')?.destination).not.toBe(own.id);
});

test('what was set while running of a route whose place the operator says stays, also after that is taken out', async () => {
  const world = await openRegistries();
  const first = await start(world, saying({ routes: [route('errors')] }));
  await first.routes.change({ store: 'main', key: 'errors' }, { muted: true, mentionRole: '123456789012345678' });
  const second = await start(world, saying({ routes: [route('errors', 'elsewhere')] }));
  expect(second.routes.find('main', 'errors')).toMatchObject({ muted: true, mentionRole: '123456789012345678' });
  const third = await start(world, saying({}));
  expect(third.routes.list('main')).toEqual([
    { store: 'main', key: 'errors', muted: true, mentionRole: '123456789012345678', destination: undefined },
  ]);
});

test('a rule that the operator says counts beside the place that was set while running', async () => {
  const world = await openRegistries();
  const own = await addRoute(world.registries, 'errors');
  const first = await start(world, saying({ routes: [ruling('errors', { minSeverity: 'error' })] }));
  expect(first.routes.find('main', 'errors')).toMatchObject({
    destination: own.id,
    minSeverity: 'error',
    provisioned: { minSeverity: place },
  });
  const second = await start(world, saying({}));
  expect(second.routes.find('main', 'errors')?.destination).toBe(own.id);
  expect(second.routes.find('main', 'errors')?.minSeverity).toBeUndefined();
});

test('a route of which the operator says the rule alone comes and goes', async () => {
  const world = await openRegistries();
  const first = await start(world, saying({ routes: [ruling('processing', { muted: true })] }));
  expect(first.routes.list('main')).toMatchObject([{ key: 'processing', muted: true, destination: undefined }]);
  expect((await start(world, saying({}))).routes.list('main')).toEqual([]);
});

test('a policy that was set while running stays, and one that the operator takes out is over', async () => {
  const world = await openRegistries();
  const first = await start(world, saying({ routes: [route('default')] }));
  const policyIn = ({ routes, destinations }: typeof first) => {
    const { onUncertain, schedule } = destinations.find(routes.find('main', 'default')?.destination ?? '') ?? {};
    return { onUncertain, schedule };
  };
  const kept = first.destinations.find(first.routes.find('main', 'default')?.destination ?? '');
  if (kept === undefined) throw new Error('it was not made');
  await first.destinations.update(kept, { onUncertain: 'hold', schedule: [1_000] });
  const second = await start(world, saying({ routes: [route('default')] }));
  expect(policyIn(second)).toEqual({ onUncertain: 'hold', schedule: [1_000] });
  const said = {
    ...route('default'),
    policy: { schedule: [5_000] },
    provisioned: { destination: place, schedule: place },
  };
  expect(policyIn(await start(world, saying({ routes: [said] })))).toEqual({ onUncertain: 'hold', schedule: [5_000] });
  const last = await start(world, saying({ routes: [route('default')] }));
  expect(policyIn(last)).toEqual({ onUncertain: 'hold', schedule: undefined });
});

test('a policy without a place is named with where it stands', async () => {
  const world = await openRegistries();
  const lost = {
    ...ruling('errors', {}),
    policy: { onUncertain: 'hold' as const },
    provisioned: { onUncertain: place },
  };
  await expect(start(world, saying({ routes: [lost] }))).rejects.toThrow(
    'config/crier.yaml:3: on_uncertain of the route "errors" belongs to a webhook or channel',
  );
});

test('an endpoint comes, changes and goes by its name; one that was added while running stays', async () => {
  const world = await openRegistries();
  await world.registries.destinations.put(wantedEndpoint('own'));
  const first = await start(world, saying({ endpoints: [endpoint('billing'), endpoint('audit')] }));
  const { id } = first.destinations.named('main', 'billing') ?? {};
  const second = await start(world, saying({ endpoints: [endpoint('billing', 'moved')] }));
  expect(second.destinations.subscribers('main').map(({ name }) => name)).toEqual(['own', 'billing']);
  expect(second.destinations.named('main', 'billing')).toMatchObject({ id, settings: { url: url('moved') } });
  const third = await start(world, saying({}));
  expect(third.destinations.subscribers('main').map(({ name }) => name)).toEqual(['own']);
});

test('an endpoint that was broken works again where its settings have changed, and only there', async () => {
  const world = await openRegistries();
  const first = await start(world, saying({ endpoints: [endpoint('billing')] }));
  const billing = first.destinations.named('main', 'billing');
  if (billing === undefined) throw new Error('it was not made');
  await first.destinations.update(billing, { state: 'broken', stateReason: 'gone', facts: { problem: 'gone' } });
  const same = await start(world, saying({ endpoints: [endpoint('billing')] }));
  expect(same.destinations.find(billing.id)).toMatchObject({ state: 'broken', stateReason: 'gone' });
  const moved = await start(world, saying({ endpoints: [endpoint('billing', 'moved')] }));
  expect(moved.destinations.find(billing.id)).toMatchObject({ state: 'active', stateReason: undefined, facts: {} });
});

test('an endpoint that is not right is named with its place', async () => {
  const world = await openRegistries();
  const wrong = { ...endpoint('billing'), settings: {} };
  await expect(start(world, saying({ endpoints: [wrong] }))).rejects.toThrow(
    'config/crier.yaml:9: the endpoint "billing" is not right. The destination needs a URL.',
  );
});

test('a source comes, changes and goes; one that was switched on while running stays', async () => {
  const world = await openRegistries();
  await world.registries.sources.put({ store: 'main', source: 'kofi', secrets: ['own'] });
  const tebex = { store: 'main', source: 'tebex', secrets: ['one'], provisionedBy: 'config/crier.yaml:5' };
  await start(world, saying({ sources: [tebex] }));
  const second = await start(world, saying({ sources: [{ ...tebex, secrets: ['two'] }] }));
  expect(second.sources.find('main', 'tebex')).toMatchObject({ secrets: ['two'], provisionedBy: tebex.provisionedBy });
  expect((await start(world, saying({}))).sources.list('main')).toMatchObject([{ source: 'kofi', secrets: ['own'] }]);
});

test('a link to a Discord server comes and goes; one that was made while running stays', async () => {
  const world = await openRegistries();
  const own = { id: '2', store: 'main', linkedAt: 7, linkedBy: '@steve' };
  await world.registries.guilds.put(own);
  const link = (id: string) => ({ id, store: 'main', provisionedBy: 'DISCORD_GUILD_ID' });
  const linkedAt = world.clock.now();
  const first = await start(world, saying({ guilds: [link('1')] }));
  expect(first.guilds.find('main', '1')).toMatchObject({ linkedAt, linkedBy: 'DISCORD_GUILD_ID' });

  world.clock.advance(60_000);
  const second = await start(world, saying({ guilds: [link('1'), link('2')] }));
  expect(second.guilds.list('main')).toMatchObject([
    { id: '2', linkedAt: 7, linkedBy: '@steve', provisionedBy: 'DISCORD_GUILD_ID' },
    { id: '1', linkedAt, linkedBy: 'DISCORD_GUILD_ID' },
  ]);
  expect((await start(world, saying({}))).guilds.all()).toEqual([]);
});
