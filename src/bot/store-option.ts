import type { Store } from '../model/store.ts';
import type { Suggestion } from './slash-command.ts';

/** The store that was chosen by its id, or typed by its name; the first one where none was. */
export function chosenStore(stores: readonly Store[], wanted: string | undefined): Store | undefined {
  if (wanted === undefined) return stores[0];
  return stores.find(({ id }) => id === wanted) ?? stores.find(({ name }) => name === wanted);
}

/** The stores that fit what somebody types, to choose from. */
export function storesLike(stores: readonly Store[], typed: string): Suggestion[] {
  const text = typed.trim().toLowerCase();
  return stores
    .filter(({ id, name }) => id.includes(text) || name.toLowerCase().includes(text))
    .map(({ id, name }) => ({ name, value: id }));
}
