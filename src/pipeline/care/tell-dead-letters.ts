import { count } from '../../lib/count.ts';
import type { Destination } from '../../model/destination.ts';
import type { LaneItem } from '../../model/destination-kind.ts';
import { destinationName } from '../../model/destination-name.ts';
import type { AttemptItem, AttemptRecord } from '../../model/storage/attempt-record.ts';
import { type Notice, type NoticeDeps, sendNotice } from './notice.ts';

/** Deliveries that end together are told of together ... */
const gatherMs = 30_000;

/** ... and those of one destination no more often than this. */
const pauseMs = 3_600_000;

export interface TellDeadLettersDeps extends NoticeDeps {
  onError(destination: string, error: unknown): void;
}

/** Looks at one attempt. @param items those of the record, in its order. */
export type TellDeadLetters = (
  destination: Pick<Destination, 'id'>,
  record: Pick<AttemptRecord, 'items' | 'reason'>,
  items: readonly Pick<LaneItem, 'event'>[],
) => void;

/** The ends of a delivery that are told of. */
type End = Extract<AttemptItem['status'], 'failed' | 'held'>;

const ends: readonly End[] = ['failed', 'held'];

interface Untold {
  count: number;
  reason: string;
  isPlanned: boolean;
  /** Monotonic milliseconds. */
  lastToldAt: number;
}

/**
 * Tells a store's default destination of the deliveries to another one that were given up on, and of those that are
 * held: one message for many.
 */
export function createTellDeadLetters(deps: TellDeadLettersDeps): TellDeadLetters {
  const untold: Record<End, Map<string, Untold>> = { failed: new Map(), held: new Map() };

  async function tell(id: string, end: End, about: Untold): Promise<void> {
    const destination = deps.registries.destinations.find(id);
    const { count: many, reason } = about;
    Object.assign(about, { count: 0, isPlanned: false, lastToldAt: deps.clock.monotonic() });
    if (destination === undefined || destination.state === 'deleted') return;
    try {
      await sendNotice(deps, destination, { ...words[end](destination, many), reason });
    } catch (error) {
      about.count += many;
      plan(id, end, about);
      throw error;
    }
  }

  function plan(id: string, end: End, about: Untold): void {
    if (about.isPlanned) return;
    about.isPlanned = true;
    const waitMs = Math.max(gatherMs, about.lastToldAt + pauseMs - deps.clock.monotonic());
    deps.clock.after(waitMs, () => {
      tell(id, end, about).catch((error: unknown) => deps.onError(id, error));
    });
  }

  return ({ id }, record, items) => {
    for (const end of ends) {
      const ended = record.items.filter(
        ({ status }, index) => status === end && items[index]?.event.type !== 'crier.test',
      );
      const last = ended.at(-1);
      if (last === undefined) continue;
      const about = untold[end].get(id) ?? { ...nothing };
      untold[end].set(id, about);
      about.count += ended.length;
      about.reason = last.reason ?? record.reason ?? 'no reason is known';
      plan(id, end, about);
    }
  };
}

const nothing: Untold = { count: 0, reason: '', isPlanned: false, lastToldAt: Number.NEGATIVE_INFINITY };

const words: Readonly<Record<End, (destination: Destination, many: number) => Omit<Notice, 'reason'>>> = {
  failed: (destination, many) => ({
    type: 'crier.delivery_failed',
    title: many === 1 ? 'A delivery has failed for good' : 'Deliveries have failed for good',
    description: `${count(many, 'delivery', 'deliveries')} to ${destinationName(destination)}: tried, and given up on. They are kept, and can be sent again.`,
    cure: `See them: npm run crier -- deliveries ${filterOf(destination, 'failed')}. Once the cause is mended: npm run crier -- replay ${filterOf(destination, 'failed')}`,
  }),
  held: (destination, many) => ({
    type: 'crier.delivery_held',
    title: many === 1 ? 'A delivery may have arrived' : 'Deliveries may have arrived',
    description: `${count(many, 'delivery', 'deliveries')} to ${destinationName(destination)}: sent, but no answer came. They are held for a person to decide.`,
    cure: `See them: npm run crier -- deliveries ${filterOf(destination, 'held')}. Look there, and replay what did not arrive: npm run crier -- replay <id>`,
  }),
};

function filterOf({ id, name }: Destination, status: End): string {
  return `--status ${status} --destination ${name === undefined ? id : `"${name}"`}`;
}
