import { count } from '../../lib/count.ts';
import type { Destination } from '../../model/destination.ts';
import type { LaneItem } from '../../model/destination-kind.ts';
import { destinationName } from '../../model/destination-name.ts';
import type { AttemptRecord } from '../../model/storage/attempt-record.ts';
import { type NoticeDeps, sendNotice } from './notice.ts';

/** Deliveries that fail together are told of together ... */
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

interface Untold {
  count: number;
  reason: string;
  isPlanned: boolean;
  /** Monotonic milliseconds. */
  lastToldAt: number;
}

/** Tells a store's default destination of the deliveries to another one that were given up on: one message for many. */
export function createTellDeadLetters(deps: TellDeadLettersDeps): TellDeadLetters {
  const untold = new Map<string, Untold>();

  async function tell(id: string, about: Untold): Promise<void> {
    const destination = deps.registries.destinations.find(id);
    const { count: failed, reason } = about;
    Object.assign(about, { count: 0, isPlanned: false, lastToldAt: deps.clock.monotonic() });
    if (destination === undefined || destination.state === 'deleted') return;
    const filter = `--status failed --destination ${destination.name === undefined ? id : `"${destination.name}"`}`;
    await sendNotice(deps, destination, {
      type: 'crier.delivery_failed',
      title: failed === 1 ? 'A delivery has failed for good' : 'Deliveries have failed for good',
      description: `${count(failed, 'delivery', 'deliveries')} to ${destinationName(destination)}: tried, and given up on. They are kept, and can be sent again.`,
      reason,
      cure: `See them: npm run crier -- deliveries ${filter}. Once the cause is mended: npm run crier -- replay ${filter}`,
    });
  }

  return ({ id }, record, items) => {
    const failed = record.items.filter(
      ({ status }, index) => status === 'failed' && items[index]?.event.type !== 'crier.test',
    );
    const last = failed.at(-1);
    if (last === undefined) return;
    const about = untold.get(id) ?? { count: 0, reason: '', isPlanned: false, lastToldAt: Number.NEGATIVE_INFINITY };
    untold.set(id, about);
    about.count += failed.length;
    about.reason = last.reason ?? record.reason ?? 'no reason is known';
    if (about.isPlanned) return;
    about.isPlanned = true;
    const waitMs = Math.max(gatherMs, about.lastToldAt + pauseMs - deps.clock.monotonic());
    deps.clock.after(waitMs, () => {
      tell(id, about).catch((error: unknown) => deps.onError(id, error));
    });
  };
}
