import { expect, test } from 'vitest';
import { type Provisioned, provision } from '../../../src/registry/provision/provision.ts';
import type { ProvisionedEndpoint } from '../../../src/registry/provision/provision-endpoints.ts';
import type { ProvisionedRoute } from '../../../src/registry/provision/provision-routes.ts';
import { addRoute, mainStore, openRegistries, type RegistryWorld, wantedEndpoint } from '../../helpers/registries.ts';

const url = (name: string) => `https://discord.example/${name}`;

/** A route of which .env says the webhook, and crier.yaml the rest. */
const route = (key: string, to = key, rest: Partial<Pick<ProvisionedRoute, 'rule' | 'policy'>> = {}) => {
  const { rule = {}, policy = {} } = rest;
  const inFile = Object.keys({ ...rule, ...policy }).map((field) => [field, 'config/crier.yaml:7']);
  return {
    key,
    target: { kind: 'discord-webhook', settings: { url: url(to) } },
    rule,
    policy,
    provisioned: { destination: '.env:3', ...Object.fromEntries(inFile) },
  } satisfies ProvisionedRoute;
};

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
  expect(was).toMatchObject({ key: 'default', muted: false, provisioned: { destination: '.env:3' } });
  expect(first.destinations.find(was?.destination ?? '')?.settings).toEqual({ url: url('default') });

  const muted = route('default', 'default', { rule: { muted: true } });
  const second = await start(world, saying({ routes: [muted] }));
  expect(second.routes.list('main')).toEqual([{ ...was, muted: true, provisioned: muted.provisioned }]);
  expect((await start(world, saying({}))).routes.list('main')).toEqual([]);
});

test('a route that was set while running stays, until the operator says the same key', async () => {
  const world = await openRegistries();
  const own = await addRoute(world.registries, 'errors');
  const first = await start(world, saying({ routes: [route('default')] }));
  expect(first.routes.find('main', 'errors')).toMatchObject({ destination: own.id, provisioned: undefined });
  const second = await start(world, saying({ routes: [route('errors', 'elsewhere')] }));
  expect(second.routes.list('main')).toMatchObject([{ key: 'errors', provisioned: { destination: '.env:3' } }]);
  expect(second.routes.find('main', 'errors')?.destination).not.toBe(own.id);
});

test('what is said of a route while running stays over a start, and goes on without the webhook of .env', async () => {
  const world = await openRegistries();
  const name = { store: 'main', key: 'errors' };
  const first = await start(world, saying({ routes: [route('default'), route('errors')] }));
  await first.routes.change(name, { mentionRole: '123456789012345678', muted: true });
  const second = await start(world, saying({ routes: [route('default'), route('errors', 'moved')] }));
  const { destination = '' } = second.routes.find('main', 'errors') ?? {};
  expect(second.routes.find('main', 'errors')).toMatchObject({ mentionRole: '123456789012345678', muted: true });
  expect(second.destinations.find(destination)?.settings).toEqual({ url: url('moved') });
  const third = await start(world, saying({ routes: [route('default')] }));
  expect(third.routes.find('main', 'errors')).toEqual({ ...name, mentionRole: '123456789012345678', muted: true });
});

test('what the file no longer says of a route returns to its default, and what others said stays', async () => {
  const world = await openRegistries();
  const fields = { rule: { muted: true, username: 'Shop' }, policy: { schedule: [1_000] } } as const;
  const first = await start(world, saying({ routes: [route('errors', 'errors', fields)] }));
  await first.routes.change({ store: 'main', key: 'errors' }, { minSeverity: 'warning' });
  const second = await start(world, saying({ routes: [route('errors')] }));
  const now = second.routes.find('main', 'errors');
  expect(now).toMatchObject({ muted: false, minSeverity: 'warning' });
  expect(now).not.toHaveProperty('username');
  expect(second.destinations.find(now?.destination ?? '')).not.toHaveProperty('schedule', [1_000]);
});

test('the file says a part of a route that was set while running, and gives it back', async () => {
  const world = await openRegistries();
  const own = await addRoute(world.registries, 'errors', { username: 'Shop' });
  const { target: _, ...muted } = route('errors', 'errors', { rule: { muted: true } });
  const provisioned = { muted: 'config/crier.yaml:7' };
  const first = await start(world, saying({ routes: [{ ...muted, provisioned }] }));
  const kept = { store: 'main', key: 'errors', destination: own.id, username: 'Shop' };
  expect(first.routes.list('main')).toEqual([{ ...kept, muted: true, provisioned }]);
  expect((await start(world, saying({}))).routes.list('main')).toEqual([{ ...kept, muted: false }]);
});

test('retries of a destination stay as they were set while running, and as one of two routes to it says them', async () => {
  const world = await openRegistries();
  const policyOf = (registries: RegistryWorld['registries']) => {
    const { destination = '' } = registries.routes.find('main', 'default') ?? {};
    const { onUncertain, schedule } = registries.destinations.find(destination) ?? {};
    return { onUncertain, schedule };
  };
  const first = await start(world, saying({ routes: [route('default')] }));
  const id = first.routes.find('main', 'default')?.destination ?? '';
  const destination = first.destinations.find(id);
  if (destination === undefined) throw new Error('it was not made');
  await first.destinations.update(destination, { onUncertain: 'hold' });
  const shared = [route('errors', 'default', { policy: { schedule: [1_000] } }), route('default')];
  for (const routes of [shared, shared.toReversed(), shared]) {
    expect(policyOf(await start(world, saying({ routes })))).toEqual({ onUncertain: 'hold', schedule: [1_000] });
  }
  expect(policyOf(await start(world, saying({ routes: [route('default')] })))).toEqual({
    onUncertain: 'hold',
    schedule: undefined,
  });
});

test('retries of a route that has no destination stop the start with the place', async () => {
  const world = await openRegistries();
  const { target: _, ...nowhere } = route('errors', 'errors', { policy: { schedule: [1_000] } });
  const wanted = { ...nowhere, provisioned: { schedule: 'config/crier.yaml:7' } };
  await expect(start(world, saying({ routes: [wanted] }))).rejects.toThrow(
    'config/crier.yaml:7: the route "errors" has no destination of its own',
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
