/** A change of some parts of a thing: what it does not name stays, null takes away. */
export type Patch<T> = { [K in keyof T]?: T[K] | null | undefined };

/** The thing with its changes (RFC 7396, on one level). */
export function mergePatch<T extends object>(before: T, patch: Patch<T>): T {
  const said = Object.entries(patch).filter(([, value]) => value !== undefined);
  const all = { ...before, ...Object.fromEntries(said) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as T;
}
