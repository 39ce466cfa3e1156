import type { SourceRecord } from '../model/receipt.ts';
import type { DestinationRecord } from '../model/storage/destinations.ts';
import type { Storage } from '../model/storage/storage.ts';
import { openDestination } from '../registry/sealed-destination.ts';
import { openSource } from '../registry/source-registry.ts';

/** The secrets in a database that a key does not open. */
export interface UnopenedSecrets {
  destinations: DestinationRecord[];
  sources: SourceRecord[];
}

/** @param key undefined: there is none, and nothing opens. */
export async function listUnopened(
  storage: Pick<Storage, 'listDestinations' | 'listSources'>,
  key: Buffer | undefined,
): Promise<UnopenedSecrets> {
  const [destinations, sources] = await Promise.all([storage.listDestinations(), storage.listSources()]);
  return {
    destinations: destinations.filter(
      (one) => one.state !== 'deleted' && !opens(() => key && openDestination(key, one)),
    ),
    sources: sources.filter((one) => !opens(() => key && openSource(key, one))),
  };
}

function opens(open: () => unknown): boolean {
  try {
    return open() !== undefined;
  } catch {
    return false;
  }
}
