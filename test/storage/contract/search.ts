import { expect, test } from 'vitest';
import type { OpenShelf, Shelf } from './_shelf.ts';

/** One event with one delivery; answers its id. */
async function say(shelf: Shelf, words: string): Promise<string> {
  const event = shelf.event({ words, deliveries: [{ status: 'unrouted' }] });
  await shelf.accept(event);
  return event.deliveries[0]?.id ?? '';
}

export function searchCases(openShelf: OpenShelf): void {
  test('every word has to be the beginning of one of the words of the event', async () => {
    const shelf = await openShelf();
    const id = await say(shelf, 'Steve tbx-1234567 a0b1c2 Diamond Rank');
    for (const q of [
      'steve',
      'STEVE',
      'ste',
      'tbx-1234567',
      '1234',
      'rank diamond',
      'diamond stev 12',
      '"Diamond Rank"',
    ]) {
      expect(await shelf.ids({ q }), q).toEqual([id]);
    }
    for (const q of ['teve', 'steve alex', '234567', 'rankdiamond']) expect(await shelf.ids({ q }), q).toEqual([]);
  });

  test.each([
    '"',
    '""',
    '"steve',
    '*',
    'ste*',
    'NEAR',
    'NEAR(steve, 5)',
    '-',
    '-steve',
    '^steve',
    '+',
    ':',
    'words:steve',
    '{words}:steve',
    'steve AND',
    'steve OR alex',
    'NOT steve',
    '(',
    ')',
    '()',
    "'",
    ';--',
    '\\',
    '%',
    '_',
    '',
    ' ',
    '\u0000',
    '💎',
    'a\ud800',
    'x'.repeat(200),
    'a '.repeat(100),
    'हिन्दी',
    'กิน ขึ้น',
    'e\u0301\u0323',
    '\u0301',
  ])('what a person may type is searched for as words and never as an operator: %j', async (q) => {
    const shelf = await openShelf();
    await say(shelf, 'steve');
    const found = await shelf.list({ q });
    expect(found.length).toBeLessThanOrEqual(1);
    const ids = await shelf.storage.listDeliveryIds({ store: shelf.store, q }, { limit: 10 });
    expect(ids.rows).toHaveLength(found.length);
  });

  test('an operator stands for itself', async () => {
    const shelf = await openShelf();
    await say(shelf, 'steve');
    const near = await say(shelf, 'near or not');
    expect(await shelf.ids({ q: 'NEAR' })).toEqual([near]);
    expect(await shelf.ids({ q: 'NOT' })).toEqual([near]);
    expect(await shelf.ids({ q: 'steve OR near' })).toEqual([]);
  });

  test('nothing but signs finds nothing', async () => {
    const shelf = await openShelf();
    await say(shelf, 'steve');
    for (const q of ['', ' ', '"', '*', '-', '""', '💎']) expect(await shelf.ids({ q }), q).toEqual([]);
  });

  test.each([
    ['Müller', 'muller'],
    ['muller', 'MÜLLER'],
    ['İstanbul', 'istanbul'],
    ['हिन्दी भाषा', 'हिन्दी'],
    ['กินข้าว', 'กิน'],
    ['日本語', '日本'],
    ['Ｓｔｅｖｅ', 'steve'],
    ['e\u0301tude', '\u00e9tude'],
  ])('%s is found by %s', async (words, q) => {
    const shelf = await openShelf();
    const id = await say(shelf, words);
    await say(shelf, 'somebody else');
    expect(await shelf.ids({ q })).toEqual([id]);
  });

  test('a search stays within its store and respects the other filters', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    await say(other, 'steve');
    const lane = await shelf.destination();
    const [waits = ''] = await shelf.fill(lane, 1, { words: 'steve' });
    const [failed = ''] = await shelf.fill(lane, 1, { words: 'steve' });
    await shelf.record(lane, [failed], 'failed');
    expect(await shelf.ids({ q: 'steve' })).toEqual([failed, waits]);
    expect(await shelf.ids({ q: 'steve', status: 'failed' })).toEqual([failed]);
  });
}
