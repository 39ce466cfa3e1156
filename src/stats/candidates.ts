/** Those that later events may still tell of; the older ones are settled, so that memory stays small. */
const mostOpen = 20_000;

/** So many are settled together: to find the oldest of a map costs more than one. */
const settledTogether = 1_000;

/** Only so many of the last with the same mark can be the same: one player may buy all day long. */
const mostOfKey = 20;

/** The newest movements of money, found by what marks them. */
export class Candidates<Item> {
  readonly #open = new Map<Item, Set<string>>();
  readonly #byKey = new Map<string, Item[]>();

  /** Those with a mark, oldest first. */
  of(key: string | undefined): readonly Item[] {
    return key === undefined ? [] : (this.#byKey.get(key) ?? []);
  }

  /** Adds one, or marks for one that is there. Answers the oldest ones, which are open no more, where there are too many. */
  add(item: Item, keys: readonly (string | undefined)[]): Item[] {
    const own = this.#open.get(item) ?? new Set();
    this.#open.set(item, own);
    for (const key of keys) {
      if (key === undefined) continue;
      own.add(key);
      this.#keep(key, item);
    }
    return this.#takeOldest();
  }

  /** Takes out all, oldest first. */
  takeAll(): Item[] {
    const all = [...this.#open.keys()];
    this.#open.clear();
    this.#byKey.clear();
    return all;
  }

  #keep(key: string, item: Item): void {
    const items = this.#byKey.get(key) ?? [];
    if (items.includes(item)) return;
    items.push(item);
    if (items.length > mostOfKey) items.shift();
    this.#byKey.set(key, items);
  }

  #takeOldest(): Item[] {
    if (this.#open.size < mostOpen + settledTogether) return [];
    const oldest = this.#open.entries().take(settledTogether).toArray();
    for (const [item, keys] of oldest) {
      this.#open.delete(item);
      for (const key of keys) {
        const rest = this.of(key).filter((one) => one !== item);
        if (rest.length === 0) this.#byKey.delete(key);
        else this.#byKey.set(key, rest);
      }
    }
    return oldest.map(([item]) => item);
  }
}
