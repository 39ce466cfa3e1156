import type { Destination } from '../../../src/model/destination.ts';
import type { DestinationKind, LaneItem, Limiter, RenderOptions } from '../../../src/model/destination-kind.ts';
import type { Rendered } from '../../../src/model/message.ts';
import type { OmittablePart, Outcome } from '../../../src/model/outcome.ts';

/** A message as this kind sends it. */
export interface Sent {
  /** Ids of the deliveries in it. */
  ids: string[];
  omit: OmittablePart[];
}

/** A kind whose receiver is this process: it keeps what it gets and answers as it is told. */
export class MemoryKind implements DestinationKind {
  readonly kind = 'memory';
  readonly title = 'Memory';
  readonly format = 'json';
  readonly isOrdered: boolean;
  readonly isEditable = false;
  readonly maxPack: number;
  readonly sent: Sent[] = [];
  /** The answer from now on. */
  answer: (message: Sent) => Outcome | Promise<Outcome> = () => ({ kind: 'delivered' });
  /** Called before a message is made. */
  onRender: () => void = () => {};
  /** Lets one more in; a promise keeps it waiting. */
  gate: () => Promise<void> | undefined = () => undefined;
  reserved = 0;
  inFlight = 0;
  mostInFlight = 0;

  constructor({ isOrdered, maxPack }: { isOrdered: boolean; maxPack: number }) {
    this.isOrdered = isOrdered;
    this.maxPack = maxPack;
  }

  readonly limiter: Limiter = {
    enter: async (_destination, signal) => {
      await this.gate();
      if (signal.aborted) return false;
      this.reserved += 1;
      return true;
    },
    leave: () => {
      this.reserved -= 1;
    },
    use: () => ({ used: 0, text: '', closedForMs: 0 }),
    recall: () => {},
  };

  accept() {
    return { settings: {}, identity: 'memory', label: 'memory' };
  }

  render(items: readonly LaneItem[], { omit }: RenderOptions, _destination: Destination): Rendered {
    this.onRender();
    const body: Sent = { ids: items.map(({ delivery }) => delivery.id), omit: [...omit].sort() };
    return { count: items.length, body, files: [] };
  }

  async send({ body }: Rendered): Promise<Outcome> {
    this.limiter.leave({} as Destination);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      this.sent.push(body as Sent);
      return await this.answer(body as Sent);
    } finally {
      this.inFlight -= 1;
    }
  }

  async close() {}
}
