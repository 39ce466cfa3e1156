import type { JsonObject } from '../json.ts';

/** What stands on the wire (Discord: Gateway Events, "Payload Structure"). */
export interface Frame {
  op: number;
  d: unknown;
  s: number | null;
  t: string | null;
}

/** What a client has been told since it identified; another connection may take it up (Discord: Gateway, "Resuming"). */
export class Session {
  readonly id: string;
  readonly intents: number;
  readonly #events: Frame[] = [];

  constructor(id: string, intents: number) {
    this.id = id;
    this.intents = intents;
  }

  add(event: string, data: JsonObject): Frame {
    const frame = { op: 0, d: data, s: this.#events.length + 1, t: event };
    this.#events.push(frame);
    return frame;
  }

  /** Undefined for a place that was never reached. */
  since(sequence: number): readonly Frame[] | undefined {
    return sequence > this.#events.length ? undefined : this.#events.slice(sequence);
  }
}
