/** A change of some parts of a thing: what it does not name stays, null takes away. */
export type ChangeOf<T> = { [K in keyof T]?: T[K] | null };

/** The thing with its changes; what neither names is left out. */
export function changed<T extends object>(before: T, change: ChangeOf<T>): T {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  const all = { ...before, ...Object.fromEntries(said) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined)) as T;
}
