import { expect, test } from 'vitest';
import type { Source } from '../../../src/model/source.ts';
import { createAccept } from '../../../src/pipeline/accept/accept.ts';
import { createReceive } from '../../../src/pipeline/receive/receive.ts';
import { openRegistries, secretKey } from '../../helpers/registries.ts';
import { aRequest, aSource } from './_source.ts';

async function start(source: Source = aSource('tebex')) {
  const world = await openRegistries();
  const { registries, storage, clock, activities } = world;
  await registries.sources.put({ store: 'main', source: source.id, secrets: ['right'] });
  const ending = new AbortController();
  const receive = createReceive({
    sources: new Map([[source.id, source]]),
    registries,
    accept: createAccept({ storage, registries, clock, activities, wake: () => {}, count: () => undefined }),
    count: () => undefined,
    clock,
    storage,
    secretKey,
    tools: { certificate: () => Promise.reject(new Error('no certificate is asked for')) },
    activities,
    ending: ending.signal,
  });
  const send = (request = aRequest({ secret: 'right' })) => receive({ store: 'main', source: source.id, request });
  const receipts = (refused = false) => storage.listReceipts('main', source.id, { refused }, 10);
  return { ...world, receive, send, receipts };
}

test('what is believed becomes events, and a receipt that names them', async () => {
  const { send, receipts, told } = await start();
  const { answer, refused } = await send(
    aRequest({ secret: 'right', json: [{ type: 'payment.completed' }, { type: 'payment.refunded' }] }),
  );
  expect(refused).toBeUndefined();
  const events = told.map((one) => (one.kind === 'event.accepted' ? one.event : undefined));
  expect(events.map((event) => event?.type)).toEqual(['payment.completed', 'payment.refunded']);
  expect(events[0]?.data).toMatchObject({ currency: 'EUR', original: [{ type: 'payment.completed' }, {}] });
  expect(events[1]?.data).toEqual({ currency: 'EUR' });
  const ids = events.map((event) => event?.id);
  expect(answer).toEqual({ status: 200, body: { status: 'accepted', events: ids } });
  expect(await receipts()).toMatchObject([{ source: 'tebex', events: ids }]);
});

test('what a source wants to answer is answered, also where nothing has happened', async () => {
  const answer = { status: 201, body: 'pong' };
  const { send, receipts, told } = await start(aSource('tebex', { translate: () => ({ events: [], answer }) }));
  expect((await send()).answer).toEqual(answer);
  expect(told).toEqual([]);
  expect(await receipts()).toMatchObject([{ events: [] }]);
});

test('what is not believed is refused, told of and kept with the likely cause', async () => {
  const { send, receipts, told } = await start();
  expect(await send(aRequest({ secret: 'wrong' }))).toMatchObject({
    refused: 'wrong',
    answer: { status: 401, body: { code: 'unproven', detail: 'The request is not proven to come from tebex.' } },
  });
  const detail = expect.stringContaining('npm run crier -- source add tebex');
  expect(told).toEqual([{ kind: 'source.refused', store: 'main', source: 'tebex', cause: 'wrong', detail }]);
  expect(await receipts(true)).toMatchObject([{ cause: 'wrong', detail, events: [] }]);
});

test('a source may refuse in words of its own', async () => {
  const { send } = await start(aSource('tebex', { refuse: (_, cause) => ({ status: 403, body: cause }) }));
  expect((await send(aRequest())).answer).toEqual({ status: 403, body: 'missing' });
});

test('what is believed and cannot be read is kept as that, and thrown', async () => {
  const { send, receipts, told } = await start();
  const request = aRequest({ secret: 'right', body: Buffer.from('{') });
  await expect(send(request)).rejects.toMatchObject({ code: 'invalid_json' });
  expect(told).toMatchObject([{ kind: 'source.refused', cause: 'unreadable' }]);
  expect(await receipts(true)).toMatchObject([{ cause: 'unreadable' }]);
});

test('what a platform sends twice is one event', async () => {
  const { send, told } = await start();
  const json = { type: 'payment.completed', id: 'tbx-1' };
  const first = await send(aRequest({ secret: 'right', json }));
  const second = await send(aRequest({ secret: 'right', json: { ...json, title: 'a bit later' } }));
  expect(second.answer).toEqual(first.answer);
  expect(told.map(({ kind }) => kind)).toEqual(['event.accepted', 'event.duplicate']);
});

test('a refused request that is looked at again settles its receipt', async () => {
  const { registries, receive, send, receipts } = await start();
  const request = aRequest({ secret: 'rotated' });
  await send(request);
  const [again] = await receipts(true);
  if (again === undefined) throw new Error('it was not kept');
  expect(await receive({ store: 'main', source: 'tebex', request, again })).toMatchObject({ refused: 'wrong' });
  expect(await receipts(true)).toHaveLength(1);

  await registries.sources.put({ store: 'main', source: 'tebex', secrets: ['rotated'] });
  expect(await receive({ store: 'main', source: 'tebex', request, again })).not.toHaveProperty('refused');
  expect(await receipts(true)).toEqual([]);
  expect(await receipts()).toMatchObject([{ id: again.id, events: [expect.stringMatching(/^evt_/)] }]);
});

test('looked at again, what cannot be read makes no further receipt', async () => {
  const { receive, send, receipts } = await start();
  const request = aRequest({ secret: 'right', body: Buffer.from('{') });
  await send(request).catch(() => undefined);
  const [again] = await receipts(true);
  if (again === undefined) throw new Error('it was not kept');
  await expect(receive({ store: 'main', source: 'tebex', request, again })).rejects.toMatchObject({
    code: 'invalid_json',
  });
  expect(await receipts(true)).toEqual([again]);
});
