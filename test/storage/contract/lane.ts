import { expect, test } from 'vitest';
import { noId, type OpenShelf } from './_shelf.ts';

export function laneCases(openShelf: OpenShelf): void {
  test('a lane gives its deliveries in the order of acceptance, due or not, and no other lane gives them', async () => {
    const shelf = await openShelf();
    const [lane, other] = [await shelf.destination(), await shelf.destination()];
    const first = await shelf.fill(lane, 3);
    await shelf.fill(other, 2);
    const second = await shelf.fill(lane, 2);
    expect(await shelf.peek(lane)).toEqual([...first, ...second]);
    expect(await shelf.peek(lane, 2)).toEqual(first.slice(0, 2));
    await shelf.record(lane, first.slice(0, 1), 'pending', {
      items: [
        {
          deliveryId: first[0] ?? '',
          attemptId: noId('att'),
          spent: true,
          status: 'pending',
          nextAttemptAt: shelf.now + 60_000,
        },
      ],
    });
    expect(await shelf.peek(lane)).toEqual([...first, ...second]);
    expect(await shelf.peek(noId('dst'))).toEqual([]);
  });

  test('a look carries the event and what the delivery has behind it', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const event = shelf.event({ deliveries: [{ destination: lane, routeKey: 'default' }] });
    await shelf.accept(event);
    const id = event.deliveries[0]?.id ?? '';
    const nextAttemptAt = shelf.now + 5_000;
    await shelf.record(lane, [id], 'pending', {
      items: [{ deliveryId: id, attemptId: noId('att'), spent: true, status: 'pending', nextAttemptAt }],
    });
    const [row] = await shelf.storage.peekLane(lane, 1);
    expect(row?.event).toBe(event.body);
    expect(row?.delivery).toMatchObject({
      id,
      eventId: event.id,
      store: shelf.store,
      destination: lane,
      routeKey: 'default',
      status: 'pending',
      attempts: 1,
      nextAttemptAt,
      firstAttemptAt: shelf.now,
      reason: 'Discord said no',
    });
  });

  test('a delivered message settles all that were in it, with its id and its link', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 3);
    const at = shelf.wait(500);
    await shelf.record(lane, ids, 'delivered', { messageUrl: 'https://discord.com/channels/1/2/42', statusCode: 200 });
    expect(await shelf.peek(lane)).toEqual([]);
    for (const id of ids) {
      expect(await shelf.storage.getDelivery(shelf.store, id)).toMatchObject({
        delivery: {
          status: 'delivered',
          settledAt: at,
          attempts: 1,
          messageUrl: 'https://discord.com/channels/1/2/42',
        },
        attempts: [
          {
            number: 1,
            at,
            outcome: 'delivered',
            statusCode: 200,
            latencyMs: 12,
            messageId: '42',
            message: { embeds: [] },
          },
        ],
      });
    }
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 3, failed: 0, lastSuccessAt: at });
    expect(await shelf.storage.listMessages(shelf.store, 10)).toMatchObject([
      { destination: lane, sentAt: at, messageId: '42', body: '{"embeds":[]}' },
    ]);
  });

  test('what failed is a dead letter with its reason, and the destination tells the last one', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 2);
    await shelf.record(lane, ids, 'failed', { statusCode: 400, code: 50_035, reason: 'the form was refused' });
    expect(await shelf.storage.getDelivery(shelf.store, ids[0] ?? '')).toMatchObject({
      delivery: { status: 'failed', reason: 'the form was refused', settledAt: shelf.now },
      attempts: [{ outcome: 'refused', statusCode: 400, code: 50_035, message: undefined }],
    });
    expect(await shelf.counts(lane)).toMatchObject({
      pending: 0,
      failed: 2,
      lastFailureAt: shelf.now,
      lastFailure: 'the form was refused',
    });
  });

  test('a wait for a limit is written down and spends no attempt', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [id = ''] = await shelf.fill(lane, 1);
    for (let turn = 0; turn < 3; turn += 1) {
      await shelf.record(lane, [id], 'pending', {
        outcome: 'rate_limited',
        items: [{ deliveryId: id, attemptId: noId('att'), spent: false, status: 'pending' }],
      });
    }
    const found = await shelf.storage.getDelivery(shelf.store, id);
    expect(found?.delivery).toMatchObject({ status: 'pending', attempts: 0, firstAttemptAt: undefined });
    expect(found?.attempts.map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'rate_limited'],
      [2, 'rate_limited'],
      [3, 'rate_limited'],
    ]);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 1, lastFailureAt: undefined });
  });

  test('one request may end differently for each delivery in it', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [bad = '', good = ''] = await shelf.fill(lane, 2);
    await shelf.record(lane, [], 'failed', {
      items: [
        { deliveryId: bad, attemptId: noId('att'), spent: true, status: 'failed' },
        { deliveryId: good, attemptId: noId('att'), spent: false, status: 'pending', reason: 'shared a message' },
      ],
    });
    expect(await shelf.peek(lane)).toEqual([good]);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 1, failed: 1 });
    const found = await shelf.storage.getDelivery(shelf.store, good);
    expect(found?.attempts[0]?.reason).toBe('shared a message');
  });

  test('what was cancelled while it was under way stays cancelled, and its attempt is kept', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [id = ''] = await shelf.fill(lane, 1);
    expect(await shelf.cancel(id)).toBe('pending');
    await shelf.record(lane, [id], 'delivered');
    const found = await shelf.storage.getDelivery(shelf.store, id);
    expect(found).toMatchObject({ delivery: { status: 'cancelled' }, attempts: [{ outcome: 'delivered' }] });
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 0 });
  });

  test('what was given another place while it was under way and has arrived is not sent there again', async () => {
    const shelf = await openShelf();
    const [old, fresh] = [await shelf.destination(), await shelf.destination()];
    const [arrived = '', lost = '', unrouted = ''] = await shelf.fill(old, 3);
    await shelf.storage.rerouteDeliveries([
      { deliveryId: arrived, destination: fresh, status: 'pending' },
      { deliveryId: lost, destination: fresh, status: 'pending' },
      { deliveryId: unrouted, status: 'unrouted' },
    ]);
    await shelf.record(old, [arrived, unrouted], 'delivered');
    await shelf.record(old, [lost], 'failed');
    expect(await shelf.peek(fresh)).toEqual([lost]);
    expect(await shelf.statusOf(unrouted)).toBe('delivered');
    expect(await shelf.ids({ destination: old })).toEqual([unrouted, arrived]);
    expect(await shelf.counts(old)).toMatchObject({ pending: 0, delivered: 2, failed: 0 });
    expect(await shelf.counts(fresh)).toMatchObject({ pending: 1, delivered: 0, failed: 0 });
  });

  test('lanes with something waiting are known, and when each destination was last sent something', async () => {
    const shelf = await openShelf();
    const [busy, idle] = [await shelf.destination(), await shelf.destination()];
    const ids = await shelf.fill(busy, 2);
    const done = await shelf.fill(idle, 1);
    const since = shelf.wait(1_000);
    await shelf.record(idle, done, 'delivered');
    await shelf.record(busy, ids.slice(0, 1), 'delivered', { at: shelf.wait(1_000) });
    const waiting = await shelf.storage.listWaitingLanes();
    expect([busy, idle].filter((id) => waiting.includes(id))).toEqual([busy]);
    expect(
      (await shelf.storage.listSends(since)).filter(({ destination }) => [busy, idle].includes(destination)),
    ).toEqual([
      { destination: idle, at: since },
      { destination: busy, at: since + 1_000 },
    ]);
    expect(await shelf.storage.listSends(shelf.now + 1)).toEqual([]);
  });

  test('an answer for a delivery or a destination that is gone changes nothing', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    await shelf.record(lane, [noId('dlv')], 'delivered');
    await shelf.record(noId('dst'), [noId('dlv')], 'delivered');
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 0, failed: 0 });
  });
}
