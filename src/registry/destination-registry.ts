import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/ids.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import type { DeliveryPolicy } from '../model/delivery-policy.ts';
import type { Destination, DestinationSettings } from '../model/destination.ts';
import type { AcceptedSettings, DestinationKind } from '../model/destination-kind.ts';
import { CrierError } from '../model/errors.ts';
import type { DestinationRows, DestinationUpdate } from '../model/storage/destinations.ts';
import { RowCache } from './row-cache.ts';
import { fingerprintOf, openDestination, sealSettings } from './sealed-destination.ts';

export interface DestinationRegistryDeps {
  storage: DestinationRows;
  kinds: ReadonlyMap<string, Pick<DestinationKind, 'accept'>>;
  secretKey: Buffer;
  clock: Clock;
}

/** A destination as a person names it. */
export interface WantedDestination
  extends DeliveryPolicy,
    Pick<Destination, 'store' | 'kind' | 'name' | 'subscription' | 'provisionedBy'> {
  /** As a person wrote them, such as `{ url }`. Secret. */
  settings: DestinationSettings;
}

/** A change of a destination: null takes away, undefined leaves as it is. Settings are as a person wrote them. */
export type DestinationChange = Omit<DestinationUpdate, 'sealed' | 'label' | 'fingerprint'> & {
  settings?: DestinationSettings | undefined;
};

/** A destination as it would be kept. */
export interface DestinationDraft {
  destination: Destination;
  /** Equal for two settings that mean the same place. May hold secrets. */
  identity: string;
}

/** The destinations of a store that every event asks for. */
interface StoreView {
  subscribers: readonly Destination[];
  preview: Destination | undefined;
}

/** The destinations of all stores: sealed in the store, opened in memory. Deleted ones stay, for the log. */
export class DestinationRegistry {
  readonly #deps: DestinationRegistryDeps;
  readonly #destinations: RowCache<Destination>;
  readonly #byId = new Map<string, Destination>();
  readonly #views = new Map<string, StoreView>();
  /** The last change of each destination that is changed at the moment. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(deps: DestinationRegistryDeps) {
    this.#deps = deps;
    this.#destinations = new RowCache({
      keyOf: ({ id }) => id,
      read: async () =>
        (await deps.storage.listDestinations()).map((record) => openDestination(deps.secretKey, record)),
      onChange: (before, after) => this.#index(before, after),
    });
  }

  /** Reads them from the store, at the start and after another process has changed one. @throws SecretBoxError where the secret key is another one. */
  load(): Promise<void> {
    return this.#destinations.load();
  }

  find(id: string): Destination | undefined {
    return this.#byId.get(id);
  }

  list(store: string): Destination[] {
    return [...this.#destinations.of(store).values()];
  }

  /** The destinations of all stores. */
  all(): Destination[] {
    return this.#destinations.all();
  }

  /** The destinations of a store that subscribe to events themselves. */
  subscribers(store: string): readonly Destination[] {
    return this.#view(store).subscribers;
  }

  /** The built-in preview of a store. */
  preview(store: string): Destination | undefined {
    return this.#view(store).preview;
  }

  /** The destination of a store that its owner calls so, or that has this id; undefined too where it is deleted. */
  named(store: string, nameOrId: string): Destination | undefined {
    const byId = this.find(nameOrId);
    if (byId !== undefined) return byId.store === store && byId.state !== 'deleted' ? byId : undefined;
    return this.subscribers(store).find(({ name }) => name === nameOrId);
  }

  /** The destination as it would be, without keeping it. @throws CrierError `invalid_destination`. */
  draft(wanted: WantedDestination): DestinationDraft {
    const { settings, label, identity } = this.#kind(wanted.kind).accept(wanted.settings);
    return { destination: { ...wanted, id: newId('dst'), label, settings, state: 'active', facts: {} }, identity };
  }

  /**
   * The destination for these settings, or of this name: the one that is there already, brought up to date, or a new
   * one. @throws CrierError `invalid_destination`.
   */
  async put(wanted: WantedDestination, audit?: AuditEntry): Promise<Destination> {
    return this.keep(this.draft(wanted), audit);
  }

  /** Keeps a draft, as `put` does. */
  keep({ destination, identity }: DestinationDraft, audit?: AuditEntry): Promise<Destination> {
    const { secretKey, storage, clock } = this.#deps;
    const { settings, ...plain } = destination;
    const { kind, name } = plain;
    const fingerprint = fingerprintOf(secretKey, kind, name === undefined ? identity : `name ${name}`);
    const sealed = sealSettings(secretKey, settings, fingerprint);
    return this.#destinations.put(
      () => storage.putDestination({ ...plain, fingerprint, sealed }, clock.now(), audit),
      (record) => openDestination(secretKey, record),
    );
  }

  /** Changes a destination; one that is taken away meanwhile stays so. @throws CrierError `invalid_destination` for settings. */
  async update(destination: Destination, change: DestinationChange, audit?: AuditEntry): Promise<Destination> {
    const { id } = destination;
    const { settings, ...rest } = change;
    const before = this.find(id) ?? destination;
    const accepted = settings === undefined ? undefined : this.#kind(before.kind).accept(settings);
    const identity = this.#identityOf(before, rest.name, accepted);
    const said = { ...rest, ...(accepted && { settings: accepted.settings, label: accepted.label }) };
    const parts = Object.entries(said).filter(([, value]) => value !== undefined);
    const changes = Object.fromEntries(parts.map(([part, value]) => [part, value ?? undefined]));
    return this.#destinations.put(
      () => this.#deps.storage.updateDestination(id, { ...rest, ...identity, label: accepted?.label }, audit),
      () => {
        const now = this.find(id) ?? before;
        return now.state === 'deleted' ? now : { ...now, ...changes };
      },
    );
  }

  /**
   * Changes a destination by what it is when its turn comes: of changes at the same time each builds on the one before.
   *
   * @throws CrierError `invalid_destination` for settings.
   */
  async change(
    destination: Destination,
    changeOf: (now: Destination) => DestinationChange,
    audit?: AuditEntry,
  ): Promise<Destination> {
    const { id } = destination;
    const before = this.#turns.get(id) ?? Promise.resolve();
    const turn = before.then(() => {
      const now = this.find(id) ?? destination;
      return this.update(now, changeOf(now), audit);
    });
    const settled = turn.catch(() => undefined);
    this.#turns.set(id, settled);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(id) === settled) this.#turns.delete(id);
    }
  }

  /** Takes a destination away; for the log it stays, without its settings. */
  async remove(destination: Destination, audit?: AuditEntry): Promise<void> {
    await this.#destinations.put(
      () => this.#deps.storage.deleteDestination(destination.id, audit),
      () => deleted(this.find(destination.id) ?? destination),
    );
  }

  #index(before: Destination | undefined, after: Destination | undefined): void {
    for (const one of [before, after]) if (one !== undefined) this.#views.delete(one.store);
    if (after !== undefined) this.#byId.set(after.id, after);
    else if (before !== undefined) this.#byId.delete(before.id);
  }

  #view(store: string): StoreView {
    const known = this.#views.get(store);
    if (known !== undefined) return known;
    const all = this.list(store);
    const view = {
      subscribers: all.filter(({ subscription }) => subscription !== undefined),
      preview: all.find(({ kind }) => kind === 'preview'),
    };
    this.#views.set(store, view);
    return view;
  }

  #kind(name: string): Pick<DestinationKind, 'accept'> {
    const kind = this.#deps.kinds.get(name);
    if (kind !== undefined) return kind;
    const known = [...this.#deps.kinds.keys()].join(', ');
    throw new CrierError('invalid_destination', `There is no kind of destination "${name}"; there are: ${known}.`);
  }

  /** The fingerprint that a destination is known by, and its settings sealed for it: both change together. */
  #identityOf(
    before: Destination,
    newName: string | undefined,
    accepted: AcceptedSettings | undefined,
  ): Pick<DestinationUpdate, 'fingerprint' | 'sealed'> {
    const name = newName ?? before.name;
    const identity = name === undefined ? accepted?.identity : `name ${name}`;
    if (identity === undefined || (newName === undefined && accepted === undefined)) return {};
    const fingerprint = fingerprintOf(this.#deps.secretKey, before.kind, identity);
    return {
      fingerprint,
      sealed: sealSettings(this.#deps.secretKey, accepted?.settings ?? before.settings, fingerprint),
    };
  }
}

/** As the store keeps it: for the log alone. */
function deleted(destination: Destination): Destination {
  const { subscription, provisionedBy, stateReason, pausedUntil, failingSince, ...rest } = destination;
  return { ...rest, settings: {}, state: 'deleted' };
}
