/** A row of what is configured that was written or taken away. */
export interface Change {
  noun: 'store' | 'route' | 'destination' | 'key' | 'source' | 'webhook' | 'guild' | 'digest';
  /** The store that the row belongs to. */
  store: string;
  /** The name of the row in its store: a key's id, a route's key, a source's name, a digest's period. */
  id: string;
  /** True where this process has written it, and so knows of it already. */
  isOwn: boolean;
}

export interface Changes {
  /**
   * Hears of every change that was committed, by whichever process, after it and at least once. A process hears of its
   * own before the promise of the verb resolves. When a key was last used is no change.
   *
   * @param listener must not throw.
   * @returns ends the subscription.
   */
  changes(listener: (change: Change) => void): () => void;
}
