import { expect, test } from 'vitest';
import { renderMessage } from '../../src/destinations/_message/render-message.ts';
import { completeEvent } from '../../src/pipeline/accept/complete-event.ts';
import alertmanager from '../../src/sources/alertmanager.ts';
import github from '../../src/sources/github.ts';
import unifiProtect from '../../src/sources/unifi-protect.ts';
import { frostvale, laneItem } from '../helpers/lane-item.ts';

const request = (body: object, headers: Record<string, string> = {}) => ({
  body: Buffer.from(JSON.stringify(body)),
  headers,
  query: {},
  receivedAt: 0,
});

test('Alertmanager: a reminder is told again, and what comes twice within an hour is not', () => {
  const alerts = [
    { status: 'firing', fingerprint: 'f', startsAt: '2026-09-14T18:00:00Z', labels: { alertname: 'Down' } },
  ];
  const keyAt = (status: string, receivedAt: number) => {
    const sent = { ...request({ status, groupKey: 'g', alerts }), receivedAt };
    return alertmanager.translate(sent).events[0]?.id;
  };
  const at = Date.UTC(2026, 8, 14, 18, 5);
  expect(keyAt('firing', at + 20 * 60_000)).toBe(keyAt('firing', at));
  expect(keyAt('firing', at + 4 * 3_600_000)).not.toBe(keyAt('firing', at));
  expect(keyAt('resolved', at + 4 * 3_600_000)).toBe(keyAt('resolved', at));
});

test('Gitea: a push links to its changes', () => {
  const push = {
    ref: 'refs/heads/main',
    compare_url: 'https://git.frostvale.example/shop/compare/a...b',
    commits: [{ id: 'abcdef0', message: 'Mend the shop' }],
    repository: { full_name: 'frostvale/shop' },
  };
  const sent = request(push, { 'x-github-event': 'push' });
  expect(github.translate(sent).events[0]).toMatchObject({ type: 'git.push', url: push.compare_url });
});

test('UniFi Protect: the alarm leads to its recording, on an address that only the store reaches', () => {
  const alarm = { name: 'Door', eventLocalLink: 'https://192.168.0.1/protect/events/event/1', triggers: [] };
  const [event] = unifiProtect.translate(request({ alarm }), { secrets: [], currency: 'EUR' }).events;
  expect(event).toMatchObject({ url: alarm.eventLocalLink });
  const stored = completeEvent({ severity: 'info', ...event, type: 'alarm.triggered' }, 'main', 0);
  const [card] = renderMessage([laneItem(stored)], { store: frostvale, omit: new Set() }).body.embeds ?? [];
  expect(card?.url).toBe(alarm.eventLocalLink);
  expect(JSON.stringify(card)).not.toContain('IP hidden');
});
