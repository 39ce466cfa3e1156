import type { DestinationSettings } from '../../../src/model/destination.ts';
import type { KindDeps } from '../../../src/model/destination-kind.ts';

/** What the contract has to know of a kind: a file here of the kind's name, as its default export. */
export interface KindFixture {
  /** Settings that it takes; its receiver listens at `origin`, such as `http://127.0.0.1:8080`. */
  settings(origin: string): DestinationSettings;
  /** The setting that names the place; absent where there is but one. */
  place?: string;
  /** The same place in other words. */
  alike?(origin: string): DestinationSettings[];
  /** Other places. */
  others?(origin: string): DestinationSettings[];
  /** Settings that it must refuse, besides the usual ones. */
  refused?(origin: string): DestinationSettings[];
  /** What is secret in the settings, and in what it is made with. */
  secrets: readonly string[];
  /** What it is made with, so that it calls the receiver at `origin`. */
  deps?(origin: string): Partial<KindDeps>;
  /** Absent: it calls nobody. */
  answers?: {
    /** Of a receiver that takes a message. */
    taken: Answer;
    /** Of a receiver that is asked for the destination. */
    checked?: Answer;
  };
}

export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

export function isFixture(value: unknown): value is KindFixture {
  return typeof value === 'object' && value !== null && 'settings' in value && 'secrets' in value;
}
