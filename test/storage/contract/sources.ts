import { expect, test } from 'vitest';
import { newId } from '../../../src/lib/ids.ts';
import type { Receipt, SourceRecord } from '../../../src/model/receipt.ts';
import type { OpenShelf, Shelf } from './_shelf.ts';

const record = (shelf: Shelf, parts: Partial<SourceRecord> = {}): SourceRecord => ({
  store: shelf.store,
  source: 'tebex',
  sealed: 'v1:sealed',
  createdAt: shelf.now,
  ...parts,
});

const receipt = (shelf: Shelf, parts: Partial<Receipt> = {}): Receipt => ({
  id: newId('req'),
  store: shelf.store,
  source: 'tebex',
  at: shelf.wait(1_000),
  events: [],
  sealed: 'v1:sealed',
  ...parts,
});

const refusal = { cause: 'wrong', detail: 'The header X-Signature does not fit.' } as const;

export function sourceCases(openShelf: OpenShelf): void {
  test('a source comes back as it was put, and putting it again changes it', async () => {
    const shelf = await openShelf();
    const first = record(shelf, { category: 'errors', provisionedBy: 'config/crier.yaml:3' });
    await shelf.storage.putSource(first, shelf.audit());
    const own = async () => (await shelf.storage.listSources()).filter(({ store }) => store === shelf.store);
    expect(await own()).toEqual([first]);
    await shelf.storage.putSource(record(shelf, { sealed: 'v1:other', createdAt: 1 }));
    expect(await own()).toEqual([record(shelf, { sealed: 'v1:other', createdAt: first.createdAt })]);
    expect(await shelf.storage.deleteSource(shelf.store, 'tebex', shelf.audit())).toBe(true);
    expect(await shelf.storage.deleteSource(shelf.store, 'tebex')).toBe(false);
    expect(await own()).toEqual([]);
  });

  test('requests are listed newest first, the refused ones by themselves, of one source and store', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const believed = receipt(shelf, { events: ['evt_1', 'evt_2'] });
    const refused = receipt(shelf, refusal);
    for (const one of [believed, refused, receipt(shelf, { source: 'stripe' }), receipt(other)])
      await shelf.storage.addReceipt(one);
    expect(await shelf.storage.listReceipts(shelf.store, 'tebex', { refused: false }, 10)).toEqual([refused, believed]);
    expect(await shelf.storage.listReceipts(shelf.store, 'tebex', { refused: true }, 10)).toEqual([refused]);
    expect(await shelf.storage.listReceipts(shelf.store, 'tebex', { refused: false }, 1)).toEqual([refused]);
    expect(await shelf.storage.getReceipt(shelf.store, believed.id)).toEqual(believed);
    expect(await shelf.storage.getReceipt(other.store, believed.id)).toBeUndefined();
  });

  test('of the refused requests of a source the last hundred are kept; believed ones all', async () => {
    const shelf = await openShelf();
    await shelf.storage.addReceipt(receipt(shelf));
    const all = Array.from({ length: 103 }, () => receipt(shelf, refusal));
    for (const one of all) await shelf.storage.addReceipt(one);
    const kept = await shelf.storage.listReceipts(shelf.store, 'tebex', { refused: true }, 1_000);
    expect(kept.map(({ id }) => id)).toEqual(
      all
        .slice(3)
        .map(({ id }) => id)
        .reverse(),
    );
    expect(await shelf.storage.listReceipts(shelf.store, 'tebex', { refused: false }, 1_000)).toHaveLength(101);
  });

  test('a refused request that is believed after all is settled', async () => {
    const shelf = await openShelf();
    const refused = receipt(shelf, refusal);
    await shelf.storage.addReceipt(refused);
    await shelf.storage.settleReceipt(refused.id, ['evt_9']);
    expect(await shelf.storage.listReceipts(shelf.store, 'tebex', { refused: true }, 10)).toEqual([]);
    const [settled] = await shelf.storage.listReceipts(shelf.store, 'tebex', { refused: false }, 10);
    expect(settled).toEqual({ ...refused, cause: undefined, detail: undefined, events: ['evt_9'] });
  });

  test('the activity of the sources that are on', async () => {
    const shelf = await openShelf();
    await shelf.storage.putSource(record(shelf));
    await shelf.storage.putSource(record(shelf, { source: 'stripe' }));
    const believed = receipt(shelf);
    const refused = receipt(shelf, refusal);
    for (const one of [believed, refused]) await shelf.storage.addReceipt(one);
    const { detail } = refusal;
    expect(await shelf.storage.listSourceActivity(shelf.store)).toEqual([
      { source: 'stripe', lastReceivedAt: undefined, lastRefusedAt: undefined, refused: 0, refusing: undefined },
      {
        source: 'tebex',
        lastReceivedAt: believed.at,
        lastRefusedAt: refused.at,
        refused: 1,
        refusing: { count: 1, since: refused.at, lastAt: refused.at, detail },
      },
    ]);
  });

  test('a source refuses from the first refusal after what it believed last; what bears no credential is no news', async () => {
    const shelf = await openShelf();
    await shelf.storage.putSource(record(shelf));
    const refusing = async () => (await shelf.storage.listSourceActivity(shelf.store))[0]?.refusing;
    const add = async (change?: Partial<Receipt>) => {
      shelf.wait(1_000);
      const one = receipt(shelf, change);
      await shelf.storage.addReceipt(one);
      return one;
    };
    await add({ ...refusal, cause: 'missing' });
    expect(await refusing()).toBeUndefined();
    const first = await add({ ...refusal, cause: 'wrong', detail: 'the first' });
    const last = await add({ ...refusal, cause: 'unreadable', detail: 'the last' });
    await add({ ...refusal, cause: 'missing', detail: 'noise' });
    expect(await refusing()).toEqual({ count: 2, since: first.at, lastAt: last.at, detail: 'the last' });
    await shelf.storage.settleReceipt(last.id, []);
    expect(await refusing()).toBeUndefined();
    await add({ ...refusal, cause: 'stale' });
    await add();
    expect(await refusing()).toBeUndefined();
  });

  test('old requests are deleted, so many at a time', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const all = Array.from({ length: 5 }, () => receipt(shelf));
    for (const one of [...all, receipt(other)]) await shelf.storage.addReceipt(one);
    const before = (all[3]?.at ?? 0) + 1;
    expect(await shelf.storage.pruneReceipts(shelf.store, before, 3)).toBe(3);
    expect(await shelf.storage.pruneReceipts(shelf.store, before, 3)).toBe(1);
    const left = await shelf.storage.listReceipts(shelf.store, 'tebex', { refused: false }, 10);
    expect(left.map(({ id }) => id)).toEqual([all[4]?.id]);
    expect(await shelf.storage.listReceipts(other.store, 'tebex', { refused: false }, 10)).toHaveLength(1);
  });

  test('a drop-in webhook comes back as it was added, until it is deleted', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const id = String(1_480_000_000_000_000_000n + BigInt(Math.floor(shelf.now / 1_000)));
    const webhook = {
      id,
      store: shelf.store,
      name: 'Anticheat',
      category: 'errors',
      tokenHash: 'ab',
      createdAt: 7,
    } as const;
    await shelf.storage.addWebhook(webhook, shelf.audit());
    const own = async () => (await shelf.storage.listWebhooks()).filter(({ store }) => store === shelf.store);
    expect(await own()).toEqual([webhook]);
    expect(await shelf.storage.deleteWebhook(other.store, id)).toBe(false);
    expect(await shelf.storage.deleteWebhook(shelf.store, id, shelf.audit())).toBe(true);
    expect(await own()).toEqual([]);
  });

  test('an event that the sender id alone tells is the same whatever it says', async () => {
    const shelf = await openShelf();
    const first = shelf.event({ senderId: 'tebex:1', body: '{"attempt":1}' });
    await shelf.accept(first);
    const [again] = await shelf.accept(shelf.event({ senderId: 'tebex:1', body: '{"attempt":2}' }));
    expect(again).toMatchObject({ id: first.id, duplicate: true });
    const other = shelf.accept(shelf.event({ senderId: 'tebex:1', bodyHash: 'of another event' }));
    await expect(other).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });
}
