import { expect, test } from 'vitest';
import type { Event } from '../../../src/model/event.ts';
import type { EventFacts } from '../../../src/model/event-facts.ts';
import type { Cursor } from '../../../src/model/storage/page.ts';
import type { OpenShelf, Shelf } from './_shelf.ts';

/** Accepts an event with a whole body, a second after the one before. */
async function say(shelf: Shelf, parts: Partial<Event> = {}): Promise<Event> {
  const { id, acceptedAt } = shelf.event();
  const event: Event = {
    id,
    store: shelf.store,
    type: 'payment.completed',
    category: 'transactions',
    severity: 'success',
    occurredAt: acceptedAt,
    acceptedAt,
    ...parts,
  };
  const words = [event.player?.name, event.player?.id, event.recipient?.name, event.title].join(' ');
  await shelf.accept(
    shelf.event({ id, acceptedAt: event.acceptedAt, occurredAt: event.occurredAt, body: JSON.stringify(event), words }),
  );
  return event;
}

/** All pages, and how many rows each has. */
async function facts(shelf: Shelf, from: number, to: number, limit = 100) {
  const rows: EventFacts[] = [];
  const sizes: number[] = [];
  let after: Cursor | undefined;
  do {
    const page = await shelf.storage.listEventFacts(shelf.store, { from, to, after, limit });
    rows.push(...page.rows);
    sizes.push(page.rows.length);
    after = page.next;
  } while (after !== undefined);
  return { rows, sizes };
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steve = { name: 'Steve', id: 'u-1', avatar_url: 'https://example.com/steve.png' };

export function statsCases(openShelf: OpenShelf): void {
  test('facts tell what statistics need of an event, and no more', async () => {
    const shelf = await openShelf();
    const event = await say(shelf, {
      occurredAt: 5,
      amount: { value: '9.99', currency: 'EUR' },
      player: steve,
      recipient: { name: 'Alex' },
      correlationId: 'tbx-1',
      application: 'web',
      description: 'long '.repeat(1_000),
      data: { package: 'VIP', transaction_id: 't-1', total: { value: '10', currency: 'EUR' }, secret: 'x' },
    });
    const bare = await say(shelf, { type: 'server.started', category: 'processing', severity: 'info' });
    const { rows } = await facts(shelf, 0, shelf.now + 1);
    expect(rows).toEqual([
      {
        type: 'payment.completed',
        category: 'transactions',
        severity: 'success',
        occurredAt: 5,
        acceptedAt: event.acceptedAt,
        countedAt: 5,
        amount: { value: '9.99', currency: 'EUR' },
        player: 'Steve',
        recipient: 'Alex',
        package: 'VIP',
        transaction: 't-1',
        correlationId: 'tbx-1',
        application: 'web',
        whole: { value: '10', currency: 'EUR' },
        isTest: false,
        isUnpaid: false,
      },
      {
        type: 'server.started',
        category: 'processing',
        severity: 'info',
        occurredAt: bare.occurredAt,
        acceptedAt: bare.acceptedAt,
        countedAt: bare.acceptedAt,
        isTest: false,
        isUnpaid: false,
      },
    ]);
  });

  test('a time holds what happened from its first moment on and before its last, of its store', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const first = await say(shelf);
    await say(other);
    const second = await say(shelf);
    const times = async (from: number, to: number) =>
      (await facts(shelf, from, to)).rows.map(({ acceptedAt }) => acceptedAt);
    expect(await times(first.acceptedAt, second.acceptedAt)).toEqual([first.acceptedAt]);
    expect(await times(first.acceptedAt + 1, second.acceptedAt + 1)).toEqual([second.acceptedAt]);
    expect(await times(0, first.acceptedAt)).toEqual([]);
  });

  test('what is told late counts when it happened, and what has not happened yet when it was accepted', async () => {
    const shelf = await openShelf();
    const at = shelf.wait(10 * day);
    const back = (ms: number, type: string) => say(shelf, { type, acceptedAt: at, occurredAt: at - ms });
    await back(0, 'a.now');
    await back(2 * minute, 'a.minutes');
    await back(3 * day, 'a.days');
    await back(-9 * day, 'a.ahead');
    await back(at + 99 * day, 'a.before_time_began');
    await say(shelf, { type: 'a.next_day', acceptedAt: at + 20 * hour, occurredAt: at + 5 });
    const types = async (from: number, to: number, limit?: number) =>
      (await facts(shelf, from, to, limit)).rows.map(({ type }) => type);
    expect(await types(at, at + 10)).toEqual(['a.now', 'a.ahead', 'a.next_day']);
    expect(await types(at - minute, at)).toEqual([]);
    expect(await types(at - 2 * minute, at)).toEqual(['a.minutes']);
    expect(await types(at - 4 * day, at - day)).toEqual(['a.days']);
    expect(await types(at + day, at + 20 * day)).toEqual([]);
    const one = await types(at - 4 * day, at + day, 1);
    expect(one).toEqual(['a.days', 'a.now', 'a.minutes', 'a.ahead', 'a.next_day']);
  });

  test('pages end within events of one moment and lose none', async () => {
    const shelf = await openShelf();
    const at = shelf.wait(1_000);
    for (const type of ['a.1', 'a.2', 'a.3', 'a.4', 'a.5']) await say(shelf, { acceptedAt: at, type });
    const { rows, sizes } = await facts(shelf, at, at + 1, 2);
    expect(rows.map(({ type }) => type)).toEqual(['a.1', 'a.2', 'a.3', 'a.4', 'a.5']);
    expect(sizes).toEqual([2, 2, 1]);
  });

  test('the order is that of acceptance, also where a clock was set back', async () => {
    const shelf = await openShelf();
    const late = await say(shelf, { type: 'b.late' });
    await say(shelf, { type: 'b.early', acceptedAt: late.acceptedAt - 500 });
    expect((await facts(shelf, 0, shelf.now)).rows.map(({ type }) => type)).toEqual(['b.early', 'b.late']);
  });

  test('a page of large events is short', async () => {
    const shelf = await openShelf();
    for (let index = 0; index < 6; index += 1) await say(shelf, { description: 'x'.repeat(1_000_000) });
    const { rows, sizes } = await facts(shelf, 0, shelf.now);
    expect(rows).toHaveLength(6);
    expect(Math.max(...sizes)).toBeLessThan(6);
  });

  test('what a player has a part in comes newest first, by name or id, page by page', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const bought = await say(shelf, { player: steve });
    const got = await say(shelf, { player: { name: 'Alex' }, recipient: { name: 'STEVE' } });
    await say(shelf, { player: { name: 'Steven' } });
    await say(shelf, { title: 'Steve is not in this', player: { name: 'Alex' } });
    await say(other, { player: steve });
    const list = async (name: string, limit: number) => {
      const rows = [];
      let before: Cursor | undefined;
      do {
        const page = await shelf.storage.listPlayerFacts(shelf.store, name, { before, limit });
        rows.push(...page.rows);
        before = page.next;
      } while (before !== undefined);
      return rows;
    };
    for (const limit of [1, 10]) {
      expect(await list('steve', limit)).toMatchObject([
        { id: got.id, isBuyer: false, isRecipient: true },
        { id: bought.id, isBuyer: true, isRecipient: false },
      ]);
    }
    expect((await list('u-1', 10)).map(({ id }) => id)).toEqual([bought.id]);
    for (const name of ['stev', 'nobody', '', '"', '★']) expect(await list(name, 10), name).toEqual([]);
  });

  test('names that begin with a text stand before those that contain it, the newest first, each once', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    await say(other, { player: { name: 'Stefan' } });
    for (const name of ['Mister', 'Steve', 'Alex', 'steve', 'Stella']) await say(shelf, { player: { name } });
    await say(shelf, { recipient: { name: 'Estelle' } });
    const names = (text: string, limit = 25) => shelf.storage.listPlayerNames(shelf.store, text, limit);
    expect(await names('st')).toEqual(['Stella', 'steve', 'Estelle', 'Mister']);
    expect(await names('ste')).toEqual(['Stella', 'steve', 'Estelle', 'Mister']);
    expect(await names('')).toEqual(['Estelle', 'Stella', 'steve', 'Alex', 'Mister']);
    expect(await names('st', 2)).toEqual(['Stella', 'steve']);
    expect(await names('nobody')).toEqual([]);
  });

  test('a name that was seen long ago is found by three letters', async () => {
    const shelf = await openShelf();
    await say(shelf, { player: { name: 'Øyvind Früh' } });
    for (let index = 0; index < 310; index += 1) await say(shelf, { player: { name: `p${index}` } });
    const names = (text: string) => shelf.storage.listPlayerNames(shelf.store, text, 25);
    expect(await names('früh')).toEqual(['Øyvind Früh']);
    expect(await names('fr')).toEqual([]);
  });
}
