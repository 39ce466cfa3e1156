import { afterEach, expect, test } from 'vitest';
import type { Activity } from '../../../src/model/activity.ts';
import type { Actor } from '../../../src/model/api-key.ts';
import { defaultStore } from '../../../src/model/store.ts';
import { startTestApp, type TestApp } from '../../helpers/start-app.ts';

let crier: TestApp;
afterEach(() => crier.stop());

const adminOf = (store: string): Actor => ({ name: 'test', store, scopes: ['admin'] });

test('who follows hears of their own store alone, until they end it; the service hears of all', async () => {
  const workshop = { ...defaultStore, id: 'workshop', name: 'Workshop' };
  crier = await startTestApp({ stores: [{ store: workshop, routes: [], sources: [], endpoints: [] }] });
  const { activity, events } = crier.app.actions;
  const [own, all]: [Activity[], Activity[]] = [[], []];
  const end = activity.follow(adminOf('main')).subscribe((one) => own.push(one));
  activity.subscribe((one) => all.push(one));

  const event = { type: 'order.created', category: 'transactions', severity: 'info', id: 'order-1' } as const;
  await events.accept(adminOf('workshop'), [event]);
  await events.accept(adminOf('main'), [event]);
  await events.accept(adminOf('main'), [event]);
  const told = (list: Activity[]) => list.map(({ kind }) => kind).filter((kind) => kind.startsWith('event.'));
  expect(told(own)).toEqual(['event.accepted', 'event.duplicate']);
  expect(told(all)).toEqual(['event.accepted', 'event.accepted', 'event.duplicate']);
  end();
  await events.accept(adminOf('main'), [{ ...event, id: 'order-2' }]);
  expect(told(own)).toHaveLength(2);
  expect(told(all)).toHaveLength(4);
});
