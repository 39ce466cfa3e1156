import { expect, test } from 'vitest';
import type { Digest } from '../../../src/model/digest.ts';
import type { Guild } from '../../../src/model/guild.ts';
import type { OpenShelf, Shelf } from './_shelf.ts';

const guildOf = (shelf: Shelf, parts: Partial<Guild> = {}): Guild => ({
  id: '1480000000000000001',
  store: shelf.store,
  linkedAt: shelf.now,
  linkedBy: 'Discord user mira',
  ...parts,
});

const digestOf = (shelf: Shelf, parts: Partial<Digest> = {}): Digest => ({
  store: shelf.store,
  period: 'daily',
  minute: 540,
  ...parts,
});

export function botCases(openShelf: OpenShelf): void {
  test('a link comes back as it was put, and putting it again changes it', async () => {
    const shelf = await openShelf();
    const own = async () => (await shelf.storage.listGuilds()).filter(({ store }) => store === shelf.store);
    const first = guildOf(shelf, { name: 'Frostvale', provisionedBy: 'DISCORD_GUILD_ID' });
    await shelf.storage.putGuild(first, shelf.audit());
    expect(await own()).toEqual([first]);
    const again = guildOf(shelf, { linkedAt: shelf.wait(1_000), linkedBy: 'Discord user alex' });
    await shelf.storage.putGuild(again);
    expect(await own()).toEqual([again]);
  });

  test('a server may belong to several stores, a store to several servers; each link ends by itself', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const links = [
      guildOf(shelf),
      guildOf(shelf, { id: '1480000000000000002' }),
      guildOf(other, { id: '1480000000000000001' }),
    ];
    for (const link of links) await shelf.storage.putGuild(link);
    const stores = [shelf.store, other.store];
    const kept = async () => (await shelf.storage.listGuilds()).filter(({ store }) => stores.includes(store));
    expect(await kept()).toHaveLength(3);
    expect(await shelf.storage.deleteGuild('1480000000000000001', shelf.store, shelf.audit())).toBe(true);
    expect(await shelf.storage.deleteGuild('1480000000000000001', shelf.store)).toBe(false);
    expect(await kept()).toEqual([links[2], links[1]]);
  });

  test('a code works once', async () => {
    const shelf = await openShelf();
    const hash = `hash of ${shelf.store}`;
    await shelf.storage.putLinkCode({ hash, store: shelf.store, expiresAt: shelf.now + 1 }, shelf.now, shelf.audit());
    expect(await shelf.storage.takeLinkCode(`${hash}!`, shelf.now)).toBeUndefined();
    const both = [shelf.storage.takeLinkCode(hash, shelf.now), shelf.storage.takeLinkCode(hash, shelf.now)];
    expect(await Promise.all(both)).toEqual([shelf.store, undefined]);
  });

  test('a code works until it expires, and what has expired is gone for good', async () => {
    const shelf = await openShelf();
    const put = (hash: string, expiresAt: number, now = shelf.now) =>
      shelf.storage.putLinkCode({ hash, store: shelf.store, expiresAt }, now);
    const [early, late] = [`early ${shelf.store}`, `late ${shelf.store}`];
    await put(early, shelf.now + 1_000);
    await put(late, shelf.now + 2_000);
    shelf.wait(1_000);
    expect(await shelf.storage.takeLinkCode(early, shelf.now)).toBeUndefined();
    // Also where the clock is set back.
    expect(await shelf.storage.takeLinkCode(early, shelf.now - 1_000)).toBeUndefined();
    expect(await shelf.storage.takeLinkCode(late, shelf.now)).toBe(shelf.store);
    await put(early, shelf.now + 1_000);
    shelf.wait(1_000);
    await put(late, shelf.now + 1_000);
    expect(await shelf.storage.takeLinkCode(early, shelf.now - 1_000)).toBeUndefined();
  });

  test('a digest comes back as it was put; a change of its time keeps what was told', async () => {
    const shelf = await openShelf();
    const own = async () => (await shelf.storage.listDigests()).filter(({ store }) => store === shelf.store);
    await shelf.storage.putDigest(digestOf(shelf), shelf.audit());
    await shelf.storage.putDigest(digestOf(shelf, { period: 'weekly', weekday: 7, lastSentFor: '2026-01-04' }));
    expect(await own()).toEqual([
      digestOf(shelf),
      digestOf(shelf, { period: 'weekly', weekday: 7, lastSentFor: '2026-01-04' }),
    ]);
    await shelf.storage.putDigest(digestOf(shelf, { period: 'weekly', minute: 0, weekday: 1 }));
    expect((await own())[1]).toEqual(
      digestOf(shelf, { period: 'weekly', minute: 0, weekday: 1, lastSentFor: '2026-01-04' }),
    );
    expect(await shelf.storage.deleteDigest(shelf.store, 'daily', shelf.audit())).toBe(true);
    expect(await shelf.storage.deleteDigest(shelf.store, 'daily')).toBe(false);
    expect((await own()).map(({ period }) => period)).toEqual(['weekly']);
  });

  test('a period is noted as told once', async () => {
    const shelf = await openShelf();
    const mark = (sentFor: string) => shelf.storage.markDigestSent(shelf.store, 'daily', sentFor);
    expect(await mark('2026-01-31')).toBe(false);
    await shelf.storage.putDigest(digestOf(shelf));
    expect([await mark('2026-01-31'), await mark('2026-01-31'), await mark('2026-02-01')]).toEqual([true, false, true]);
    const kept = (await shelf.storage.listDigests()).find(({ store }) => store === shelf.store);
    expect(kept?.lastSentFor).toBe('2026-02-01');
  });
}
