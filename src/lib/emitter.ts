/** A place to tell something and to listen to it, within the process. */
export interface Emitter<Value> {
  emit(value: Value): void;
  /** The returned function ends the subscription. */
  subscribe(listener: (value: Value) => void): () => void;
}

/**
 * A new emitter. Listeners are called in the order in which they subscribed, at once, and each of them is called
 * whatever those before it do.
 *
 * @param onError told of a listener that throws, so that whoever emits goes on; without it the first such error is
 *   thrown by `emit`, after all were called.
 */
export function createEmitter<Value>(onError?: (error: unknown) => void): Emitter<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    emit(value) {
      const errors: unknown[] = [];
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          errors.push(error);
        }
      }
      if (onError !== undefined) for (const error of errors) onError(error);
      else if (errors.length > 0) throw errors[0];
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
