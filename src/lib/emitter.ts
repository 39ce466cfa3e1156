/** A place to tell something and to listen to it, within the process. */
export interface Emitter<Value> {
  emit(value: Value): void;
  /** The returned function ends the subscription. */
  subscribe(listener: (value: Value) => void): () => void;
}

/** A new emitter. Listeners are called in the order in which they subscribed, at once. */
export function createEmitter<Value>(): Emitter<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    emit(value) {
      for (const listener of listeners) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
