import type { DestinationState } from './destination.ts';
import type { Event } from './event.ts';
import type { ReceiptCause } from './receipt.ts';
import type { AttemptRecord } from './storage/attempt-record.ts';
import type { AcceptedEvent } from './storage/events.ts';

/** An activity of the service, for the log, the metrics, `tail` and the preview. Holds no secret. */
export type Activity =
  | { kind: 'event.accepted'; event: Event; accepted: AcceptedEvent }
  | { kind: 'event.duplicate'; store: string; accepted: AcceptedEvent }
  | {
      kind: 'delivery.attempted';
      store: string;
      /** For people: the destination's label. */
      label: string;
      record: AttemptRecord;
      /** Event ids of the record's items, in their order. */
      events: readonly string[];
      /** The message as the receiver answered it, where it took one. */
      message?: unknown;
    }
  | { kind: 'source.refused'; store: string; source: string; cause: ReceiptCause; detail: string }
  /** A batch of which a part could not be read. */
  | { kind: 'source.partial'; store: string; source: string; detail: string }
  | { kind: 'destination.changed'; store: string; destination: string; state: DestinationState; reason?: string };
