import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/ids.ts';
import { fingerprint, open, seal } from '../lib/secret-box.ts';
import type { AuditEntry } from '../model/audit.ts';
import type { DeliveryPolicy } from '../model/delivery-policy.ts';
import type { Destination, DestinationSettings } from '../model/destination.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import { CrierError } from '../model/errors.ts';
import type { DestinationRecord, DestinationUpdate } from '../model/storage/destinations.ts';
import type { Directory } from './directory.ts';

export interface DestinationRegistryDeps {
  store: {
    listDestinations(): Promise<DestinationRecord[]>;
    putDestination(destination: DestinationRecord, at: number, audit?: AuditEntry): Promise<DestinationRecord>;
    updateDestination(id: string, update: DestinationUpdate, audit?: AuditEntry): Promise<void>;
    deleteDestination(id: string, audit?: AuditEntry): Promise<boolean>;
  };
  directory: Directory;
  kinds: ReadonlyMap<string, DestinationKind>;
  secretKey: Buffer;
  clock: Clock;
}

/** A destination as it is asked for. */
export interface WantedDestination
  extends DeliveryPolicy,
    Pick<Destination, 'store' | 'kind' | 'name' | 'subscription' | 'provisionedBy'> {
  /** As a person wrote them, such as `{ url }`. Secret. */
  settings: DestinationSettings;
}

/** A change of a destination; its settings as a person wrote them. */
export type ChangedDestination = Omit<DestinationUpdate, 'sealed' | 'label' | 'fingerprint'> & {
  settings?: DestinationSettings | undefined;
};

/** Keeps the destinations: sealed in the store, opened in the directory. */
export class DestinationRegistry {
  readonly #deps: DestinationRegistryDeps;
  /** The last change of each destination that is changed at the moment. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(deps: DestinationRegistryDeps) {
    this.#deps = deps;
  }

  /** Brings all destinations into the directory. @throws SecretBoxError where the secret key is another one. */
  async load(): Promise<void> {
    for (const record of await this.#deps.store.listDestinations()) {
      this.#deps.directory.putDestination(this.#open(record));
    }
  }

  /** The destination as it would be, without keeping it. @throws CrierError `invalid_destination`. */
  draft(wanted: WantedDestination): Destination {
    const { settings, label } = this.#kind(wanted.kind).accept(wanted.settings);
    return { ...wanted, id: newId('dst'), label, settings, state: 'active', facts: {} };
  }

  /** The destination for these settings, or of this name: the one that is there already, or a new one. */
  async findOrAdd(wanted: WantedDestination, audit?: AuditEntry): Promise<Destination> {
    const { identity } = this.#kind(wanted.kind).accept(wanted.settings);
    const draft = this.draft(wanted);
    const print = this.#fingerprint(wanted.kind, wanted.name === undefined ? identity : `name ${wanted.name}`);
    const { settings, ...plain } = draft;
    const record = await this.#deps.store.putDestination(
      { ...plain, fingerprint: print, sealed: this.#seal(settings, print) },
      this.#deps.clock.now(),
      audit,
    );
    const destination = this.#open(record);
    this.#deps.directory.putDestination(destination);
    return destination;
  }

  /**
   * Changes a destination by what it is when its turn comes: of changes at the same time each builds on the one before.
   */
  async change(
    { id }: Pick<Destination, 'id'>,
    changeOf: (now: Destination) => ChangedDestination,
    audit?: AuditEntry,
  ): Promise<Destination> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(() => {
      const now = this.#deps.directory.destination(id);
      if (now === undefined) throw new Error(`there is no destination ${id}`);
      return this.update(now, changeOf(now), audit);
    });
    const settled = turn.then(
      () => {},
      () => {},
    );
    this.#turns.set(id, settled);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(id) === settled) this.#turns.delete(id);
    }
  }

  /** Writes a change of a destination into store and directory. */
  async update(destination: Destination, update: ChangedDestination, audit?: AuditEntry): Promise<Destination> {
    const { settings, ...rest } = update;
    const accepted = settings === undefined ? undefined : this.#kind(destination.kind).accept(settings);
    await this.#deps.store.updateDestination(
      destination.id,
      { ...rest, ...this.#identityOf(destination, rest.name, accepted), label: accepted?.label },
      audit,
    );
    const said = Object.entries({ ...rest, ...(accepted && { settings: accepted.settings, label: accepted.label }) });
    const changes = said.filter(([, value]) => value !== undefined).map(([key, value]) => [key, value ?? undefined]);
    // Another change may have come while this one was written.
    const now = this.#deps.directory.destination(destination.id) ?? destination;
    const changed: Destination = { ...now, ...Object.fromEntries(changes) };
    this.#deps.directory.putDestination(changed);
    return changed;
  }

  /** Takes a destination away; for the log it stays, without its settings. */
  async remove(destination: Destination, audit?: AuditEntry): Promise<void> {
    await this.#deps.store.deleteDestination(destination.id, audit);
    const { subscription: _, provisionedBy: __, ...rest } = destination;
    this.#deps.directory.putDestination({ ...rest, settings: {}, state: 'deleted' });
  }

  #kind(name: string): DestinationKind {
    const kind = this.#deps.kinds.get(name);
    if (kind !== undefined) return kind;
    const known = [...this.#deps.kinds.keys()].join(', ');
    throw new CrierError('invalid_destination', `There is no kind of destination "${name}"; there are: ${known}.`);
  }

  /** A name is what a destination is known by, and what its settings are sealed for: both change with it. */
  #identityOf(
    { kind, name: before, settings }: Destination,
    name: string | undefined,
    accepted: { settings: DestinationSettings } | undefined,
  ): Pick<DestinationUpdate, 'fingerprint' | 'sealed'> {
    if (name === undefined && accepted === undefined) return {};
    const fingerprint = this.#fingerprint(kind, `name ${name ?? before}`);
    return { fingerprint, sealed: this.#seal(accepted?.settings ?? settings, fingerprint) };
  }

  #fingerprint(kind: string, identity: string): string {
    return fingerprint(this.#deps.secretKey, `${kind} ${identity}`);
  }

  #seal(settings: DestinationSettings, print: string): string {
    return seal(this.#deps.secretKey, JSON.stringify(settings), sealContext(print));
  }

  #open({ fingerprint: print, sealed, ...plain }: DestinationRecord): Destination {
    if (plain.state === 'deleted') return { ...plain, settings: {} };
    return { ...plain, settings: JSON.parse(open(this.#deps.secretKey, sealed, sealContext(print))) };
  }
}

function sealContext(print: string): string {
  return `destination ${print.slice(0, 12)}`;
}
