import type { Emitter } from '../../lib/emitter.ts';
import type { Activity } from '../../model/activity.ts';
import { isAlarming } from '../../model/receipt.ts';
import type { Source } from '../../model/source.ts';
import type { Meta } from '../../model/storage/upkeep.ts';
import { type NoticeDeps, tellDefault } from './notice.ts';

export interface TellRefusedDeps extends Omit<NoticeDeps, 'storage'> {
  storage: NoticeDeps['storage'] & Pick<Meta, 'getMeta' | 'setMeta'>;
  sources: ReadonlyMap<string, Pick<Source, 'title'>>;
  activities: Emitter<Activity>;
  onError(source: string, error: unknown): void;
}

type Refused = Extract<Activity, { kind: 'source.refused' }>;

/** The time within which one source is told of once, whatever comes: strangers can post too. */
const onceInMs = 24 * 3_600_000;

/**
 * Tells a store's default destination that one of its sources refuses requests, with the likely cause: once per source
 * and day, also over restarts.
 */
export function tellRefused(deps: TellRefusedDeps): void {
  const { storage, clock } = deps;
  /** The times of the last notices that this process knows of; those that are just being told count. */
  const toldAt = new Map<string, number>();

  async function tell({ store, source, detail }: Refused, key: string): Promise<void> {
    const last = Number((await storage.getMeta(key)) ?? Number.NEGATIVE_INFINITY);
    if (clock.now() - last < onceInMs) return void toldAt.set(key, last);
    const title = deps.sources.get(source)?.title ?? source;
    const notice = {
      type: 'crier.source_refusing',
      title: `${title}: a request was refused`,
      description: `What it tells is missing until the cause is mended. ${detail}`,
      reason: detail,
      cure: `Once it is mended: npm run crier -- source retry ${source}, or /source retry`,
    };
    const isTold = await tellDefault(deps, store, notice, { data: { source } });
    if (isTold) await storage.setMeta(key, String(clock.now()));
    else toldAt.delete(key);
  }

  deps.activities.subscribe((activity) => {
    if (activity.kind !== 'source.refused' || !isAlarming(activity.cause)) return;
    const key = `source told:${activity.store}:${activity.source}`;
    const now = clock.now();
    if (now - (toldAt.get(key) ?? Number.NEGATIVE_INFINITY) < onceInMs) return;
    toldAt.set(key, now);
    tell(activity, key).catch((error: unknown) => {
      toldAt.delete(key);
      deps.onError(activity.source, error);
    });
  });
}
