import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/ids.ts';
import { fingerprint, open, seal } from '../lib/secret-box.ts';
import type { Destination, DestinationKind, OnUncertain } from '../model/destination.ts';
import { CrierError } from '../model/errors.ts';
import type { DestinationRecord, DestinationUpdate } from '../model/records.ts';
import type { Directory } from './directory.ts';

export interface DestinationBookDeps {
  store: {
    listDestinations(): Promise<DestinationRecord[]>;
    putDestination(destination: DestinationRecord, at: number): Promise<DestinationRecord>;
    updateDestination(id: string, update: DestinationUpdate): Promise<void>;
  };
  directory: Directory;
  kinds: ReadonlyMap<string, DestinationKind>;
  secretKey: Buffer;
  clock: Clock;
}

/** What is asked for when a destination is named. */
export interface WantedDestination {
  store: string;
  kind: string;
  /** As a person wrote them, such as `{ url }`. Secret. */
  settings: Readonly<Record<string, string>>;
  onUncertain: OnUncertain;
  schedule?: readonly number[] | undefined;
}

/** Keeps the destinations: sealed in the store, opened in the directory. */
export class DestinationBook {
  readonly #deps: DestinationBookDeps;

  constructor(deps: DestinationBookDeps) {
    this.#deps = deps;
  }

  /** Brings all destinations into the directory. @throws SecretBoxError where the secret key is another one. */
  async load(): Promise<void> {
    for (const record of await this.#deps.store.listDestinations()) {
      this.#deps.directory.putDestination(this.#open(record));
    }
  }

  /** What the destination would be, without keeping it. @throws CrierError `invalid_destination`. */
  draft(wanted: WantedDestination): Destination {
    const accepted = this.#kind(wanted.kind).accept(wanted.settings);
    return {
      id: newId('dst'),
      store: wanted.store,
      kind: wanted.kind,
      label: accepted.label,
      settings: accepted.settings,
      state: 'active',
      facts: {},
      onUncertain: wanted.onUncertain,
      schedule: wanted.schedule,
    };
  }

  /** The destination for these settings: the one that is there already, or a new one. */
  async findOrAdd(wanted: WantedDestination): Promise<Destination> {
    const { identity } = this.#kind(wanted.kind).accept(wanted.settings);
    const draft = this.draft(wanted);
    const print = fingerprint(this.#deps.secretKey, `${wanted.kind} ${identity}`);
    const sealed = seal(this.#deps.secretKey, JSON.stringify(draft.settings), sealContext(print));
    const { settings: _, ...plain } = draft;
    const record = await this.#deps.store.putDestination(
      { ...plain, fingerprint: print, sealed },
      this.#deps.clock.now(),
    );
    const destination = this.#open(record);
    this.#deps.directory.putDestination(destination);
    return destination;
  }

  /** Writes a change of a destination into store and directory. */
  async update(destination: Destination, update: DestinationUpdate): Promise<Destination> {
    await this.#deps.store.updateDestination(destination.id, update);
    const { brokenReason, schedule, ...rest } = update;
    const changed: Destination = {
      ...destination,
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...(brokenReason === undefined ? {} : { brokenReason: brokenReason ?? undefined }),
      ...(schedule === undefined ? {} : { schedule: schedule ?? undefined }),
    };
    this.#deps.directory.putDestination(changed);
    return changed;
  }

  #kind(name: string): DestinationKind {
    const kind = this.#deps.kinds.get(name);
    if (kind !== undefined) return kind;
    const known = [...this.#deps.kinds.keys()].join(', ');
    throw new CrierError('invalid_destination', `There is no kind of destination "${name}"; there are: ${known}.`);
  }

  #open({ fingerprint: print, sealed, ...plain }: DestinationRecord): Destination {
    const settings: Record<string, string> = JSON.parse(open(this.#deps.secretKey, sealed, sealContext(print)));
    return { ...plain, settings };
  }
}

function sealContext(print: string): string {
  return `destination ${print.slice(0, 12)}`;
}
