import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../helpers/start-app.ts';

const admin = { name: 'Discord user mira', store: 'main', scopes: ['admin'] as const };

let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp();
});
afterAll(() => crier.stop());

test('a digest is set, changed and switched off; a weekly one keeps its weekday', async () => {
  const { digests } = crier.app.actions;
  expect(await digests.list(admin)).toEqual([]);
  expect(await digests.set(admin, { period: 'weekly', time: '18:05' })).toEqual([
    { store: 'main', period: 'weekly', minute: 1_085, weekday: 1 },
  ]);
  await digests.set(admin, { period: 'weekly', time: '00:00', weekday: 7 });
  expect(await digests.set(admin, { period: 'weekly', time: '23:59' })).toMatchObject([{ minute: 1_439, weekday: 7 }]);
  expect(await digests.set(admin, { period: 'daily', time: '9:00' })).toMatchObject([
    { period: 'daily', minute: 540, weekday: undefined },
    { period: 'weekly' },
  ]);
  expect(await digests.set(admin, { period: 'weekly', time: 'Off' })).toMatchObject([{ period: 'daily' }]);
  expect(await digests.list({ ...admin, store: 'workshop' })).toEqual([]);
});

test.each([
  [{ period: 'daily', time: '24:00' }, 'time'],
  [{ period: 'daily', time: '9' }, 'time'],
  [{ period: 'daily', time: '' }, 'time'],
  [{ period: 'weekly', time: '09:00', weekday: 0 }, 'weekday'],
  [{ period: 'weekly', time: '09:00', weekday: 8 }, 'weekday'],
  [{ period: 'daily', time: '09:00', weekday: 1 }, 'weekday'],
] as const)('%j is refused', async (change, path) => {
  await expect(crier.app.actions.digests.set(admin, change)).rejects.toMatchObject({
    code: 'invalid_request',
    errors: [{ path }],
  });
});

test('reading takes a reader, changing an admin', async () => {
  const reader = { ...admin, scopes: ['read'] as const };
  await crier.app.actions.digests.list(reader);
  await expect(crier.app.actions.digests.set(reader, { period: 'daily', time: 'off' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
