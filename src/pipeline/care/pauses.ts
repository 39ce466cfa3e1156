import type { Clock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/emitter.ts';
import type { Activity } from '../../model/activity.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import type { Destination, DestinationState } from '../../model/destination.ts';
import { destinationName } from '../../model/destination-name.ts';
import type { Registries } from '../../registry/registries.ts';

export interface PausesDeps {
  registries: Pick<Registries, 'destinations'>;
  clock: Clock;
  activities: Emitter<Activity>;
  /** Lets a lane go on at once. */
  resume(destination: string): void;
  onError(destination: string, error: unknown): void;
}

/** Stops destinations for a while and lets them go on: by hand, by the clock, or because nothing arrived any more. */
export class Pauses {
  readonly #deps: PausesDeps;
  readonly #timers = new Map<string, () => void>();
  #isStopped = false;

  constructor(deps: PausesDeps) {
    this.#deps = deps;
  }

  /** Plans the ends of the pauses that were there before this start. */
  start(): void {
    for (const destination of this.#deps.registries.destinations.all()) this.#plan(destination);
  }

  /** Plans no more ends; the next start does. */
  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  /** Nothing is sent until `until` (epoch milliseconds), or until a person says so; what comes meanwhile waits. */
  async pause(
    destination: Destination,
    { reason, until }: { reason: string; until?: number | undefined },
    audit?: AuditEntry,
  ): Promise<Destination> {
    const paused = await this.#deps.registries.destinations.update(
      destination,
      { state: 'paused', stateReason: reason, pausedUntil: until ?? null },
      audit,
    );
    this.#emit(paused, 'paused', reason);
    this.#plan(paused);
    return paused;
  }

  /** Goes on with a destination that is paused or broken. */
  async resume(destination: Destination, audit?: AuditEntry): Promise<Destination> {
    const { problem: _, ...facts } = destination.facts;
    const active = await this.#deps.registries.destinations.update(
      destination,
      { state: 'active', stateReason: null, pausedUntil: null, failingSince: null, facts },
      audit,
    );
    this.#plan(active);
    this.#emit(active, 'active');
    this.#deps.resume(active.id);
    return active;
  }

  #emit({ id, store, ...rest }: Destination, state: DestinationState, reason?: string): void {
    const text = reason === undefined ? destinationName(rest) : `${destinationName(rest)}: ${reason}`;
    this.#deps.activities.emit({ kind: 'destination.changed', store, destination: id, state, reason: text });
  }

  #plan({ id, state, pausedUntil }: Destination): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    if (this.#isStopped || state !== 'paused' || pausedUntil === undefined) return;
    const end = this.#deps.clock.after(pausedUntil - this.#deps.clock.now(), () => void this.#end(id));
    this.#timers.set(id, end);
  }

  async #end(id: string): Promise<void> {
    const destination = this.#deps.registries.destinations.find(id);
    if (destination?.state !== 'paused' || destination.pausedUntil === undefined) return;
    // A timer has a longest time; what is longer is planned in steps.
    if (destination.pausedUntil > this.#deps.clock.now()) return this.#plan(destination);
    try {
      await this.resume(destination);
    } catch (error) {
      this.#deps.onError(id, error);
      if (this.#isStopped) return;
      const again = this.#deps.clock.after(60_000, () => void this.#end(id));
      this.#timers.set(id, again);
    }
  }
}
