import { expect, test } from 'vitest';
import { openRegistries, wanted, wantedEndpoint } from '../helpers/registries.ts';

test('the same settings are the same destination, brought up to date', async () => {
  const { registries } = await openRegistries('workshop');
  const { destinations } = registries;
  const sales = await destinations.put(wanted('sales'));
  expect(sales).toMatchObject({ store: 'main', label: '…ales', state: 'active', onUncertain: 'resend' });
  const again = await destinations.put(wanted('sales', { onUncertain: 'hold', schedule: [1_000] }));
  expect(again).toMatchObject({ id: sales.id, onUncertain: 'hold', schedule: [1_000] });
  expect(destinations.list('main')).toEqual([again]);
  expect((await destinations.put(wanted('other'))).id).not.toBe(sales.id);
  expect((await destinations.put(wanted('sales', { store: 'workshop' }))).id).not.toBe(sales.id);
});

test('a name is the same destination, whatever its settings', async () => {
  const { registries } = await openRegistries();
  const { destinations } = registries;
  const first = await destinations.put(wantedEndpoint('billing'));
  const moved = await destinations.put(wantedEndpoint('billing', { settings: { url: 'https://moved.example' } }));
  expect(moved).toMatchObject({ id: first.id, settings: { url: 'https://moved.example' } });
});

test('settings are sealed where they are kept, and opened by the same key alone', async () => {
  const { registries, storage, another } = await openRegistries();
  const { id } = await registries.destinations.put(wanted('sales'));
  expect(JSON.stringify(await storage.listDestinations())).not.toContain('discord.example');
  expect((await another()).destinations.find(id)?.settings).toEqual({ url: 'https://discord.example/sales' });
  await expect(another({ secretKey: Buffer.alloc(32, 2) })).rejects.toThrow(/secret key/i);
});

test('a draft is as the destination would be, and is not kept', async () => {
  const { registries } = await openRegistries();
  const { destinations } = registries;
  expect(destinations.draft(wanted('sales')).destination).toMatchObject({ label: '…ales', state: 'active', facts: {} });
  expect(() => destinations.draft(wanted('sales', { settings: {} }))).toThrow('needs a URL');
  expect(() => destinations.draft(wanted('sales', { kind: 'pigeon' }))).toThrow(
    'no kind of destination "pigeon"; there are: discord-webhook, http, preview',
  );
  expect(destinations.all()).toEqual([]);
});

test('a change writes its parts alone: null takes away, undefined leaves', async () => {
  const { registries, another } = await openRegistries();
  const { destinations } = registries;
  const before = await destinations.put(wantedEndpoint('billing', { schedule: [1_000], concurrency: 3 }));
  const change = { schedule: null, concurrency: undefined, facts: { name: 'Sales' } };
  const changed = await destinations.update(before, change);
  expect(changed).toMatchObject({ concurrency: 3, facts: { name: 'Sales' }, schedule: undefined });
  expect(destinations.find(before.id)).toBe(changed);
  expect((await another()).destinations.find(before.id)).toMatchObject({ concurrency: 3, facts: { name: 'Sales' } });
});

test('of changes at the same time each builds on the one before, and one that is refused stops none', async () => {
  const { registries } = await openRegistries();
  const { destinations } = registries;
  const before = await destinations.put(wanted('sales', { schedule: [1] }));
  const add = (delay: number) =>
    destinations.change(before, ({ schedule = [] }) => ({ schedule: [...schedule, delay] }));
  const refused = destinations.change(before, () => ({ settings: {} }));
  await Promise.all([add(2), expect(refused).rejects.toThrow('needs a URL'), add(3), add(4)]);
  expect(destinations.find(before.id)?.schedule).toEqual([1, 2, 3, 4]);
});

test('a draft can be kept', async () => {
  const { registries } = await openRegistries();
  const { destinations } = registries;
  const kept = await destinations.keep(destinations.draft(wanted('sales')));
  expect((await destinations.put(wanted('sales'))).id).toBe(kept.id);
});

test('a change by who knows an older state leaves the newer parts alone', async () => {
  const { registries, another } = await openRegistries();
  const { destinations } = registries;
  const before = await destinations.put(wanted('sales'));
  await Promise.all([
    destinations.update(before, { state: 'paused', stateReason: 'by hand' }),
    destinations.update(before, { facts: { name: 'Sales' } }),
  ]);
  for (const known of [registries, await another()]) {
    expect(known.destinations.find(before.id)).toMatchObject({ state: 'paused', facts: { name: 'Sales' } });
  }
});

test('a new name and new settings are found and opened after a restart', async () => {
  const { registries, another } = await openRegistries();
  const { id } = await registries.destinations.put(wantedEndpoint('billing'));
  const find = () => {
    const found = registries.destinations.find(id);
    if (found === undefined) throw new Error('it is gone');
    return found;
  };
  await registries.destinations.update(find(), { name: 'accounting' });
  await registries.destinations.update(find(), { settings: { url: 'https://new.example/hook' } });
  const { destinations } = await another();
  expect(destinations.named('main', 'accounting')).toMatchObject({
    id,
    label: '…hook',
    settings: { url: 'https://new.example/hook' },
  });
  expect(destinations.named('main', 'billing')).toBeUndefined();
  expect((await destinations.put(wantedEndpoint('accounting'))).id).toBe(id);
  expect((await destinations.put(wantedEndpoint('billing'))).id).not.toBe(id);
});

test('new settings of a destination without a name are opened after a restart', async () => {
  const { registries, another } = await openRegistries();
  const { destinations } = registries;
  const places = [await destinations.put(wanted('one')), await destinations.put(wanted('two'))];
  for (const [index, one] of places.entries()) {
    await destinations.update(one, { settings: { url: `https://moved.example/${index}` } });
  }
  const again = await another();
  expect(places.map(({ id }) => again.destinations.find(id)?.settings['url'])).toEqual([
    'https://moved.example/0',
    'https://moved.example/1',
  ]);
});

test('subscribers and preview of a store follow every change', async () => {
  const { registries } = await openRegistries('workshop');
  const { destinations } = registries;
  expect(destinations.preview('main')).toBeUndefined();
  await destinations.put(wanted('sales'));
  const preview = await destinations.put(wanted('none', { kind: 'preview' }));
  const endpoint = await destinations.put(wantedEndpoint('billing'));
  await destinations.put(wantedEndpoint('elsewhere', { store: 'workshop' }));
  expect(destinations.preview('main')).toBe(preview);
  expect(destinations.subscribers('main')).toEqual([endpoint]);
  const narrowed = await destinations.update(endpoint, { subscription: { events: ['payment.*'] } });
  expect(destinations.subscribers('main')).toEqual([narrowed]);
  // Every event asks: nothing is made anew for it.
  expect(destinations.subscribers('main')).toBe(destinations.subscribers('main'));
});

test('a destination is called by its name or id within its store, and not once it is deleted', async () => {
  const { registries, another } = await openRegistries('workshop');
  const { destinations } = registries;
  const endpoint = await destinations.put(wantedEndpoint('billing'));
  expect(destinations.named('main', 'billing')).toBe(endpoint);
  expect(destinations.named('main', endpoint.id)).toBe(endpoint);
  expect(destinations.named('workshop', 'billing')).toBeUndefined();
  expect(destinations.named('workshop', endpoint.id)).toBeUndefined();

  await destinations.update(endpoint, { state: 'paused', stateReason: 'by hand', pausedUntil: 1 });
  await destinations.remove(endpoint);
  const deleted = destinations.find(endpoint.id);
  expect(deleted).toMatchObject({ name: 'billing', state: 'deleted', settings: {} });
  expect(destinations.named('main', 'billing')).toBeUndefined();
  expect(destinations.named('main', endpoint.id)).toBeUndefined();
  expect(destinations.subscribers('main')).toEqual([]);
  // It is the same to this process and to the next.
  const again = (await another()).destinations.find(endpoint.id);
  expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(deleted)));
  expect((await destinations.put(wantedEndpoint('billing'))).id).not.toBe(endpoint.id);
});

test('what is changed while it is taken away stays away, also for the next start', async () => {
  const { registries, another } = await openRegistries();
  const { destinations } = registries;
  const before = await destinations.put(wantedEndpoint('billing'));
  const settings = { url: 'https://moved.example' };
  await Promise.all([
    destinations.remove(before),
    destinations.update(before, { state: 'broken', stateReason: 'gone', settings }),
  ]);
  const gone = { state: 'deleted', settings: {} };
  expect(destinations.find(before.id)).toMatchObject(gone);
  expect(destinations.find(before.id)?.stateReason).toBeUndefined();
  expect((await another()).destinations.find(before.id)).toMatchObject(gone);
});

test('a state that is changed while a destination is taken away does not keep the next start from reading it', async () => {
  const { registries, another } = await openRegistries();
  const { destinations } = registries;
  const before = await destinations.put(wantedEndpoint('billing'));
  await Promise.all([destinations.remove(before), destinations.update(before, { state: 'paused' })]);
  expect((await another()).destinations.find(before.id)?.state).toBe('deleted');
});
