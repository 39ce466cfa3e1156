import type { LookOverride } from './look.ts';

/** One tenant: a game-server store or an application. */
export interface Store {
  /** Lower-case word, such as `main`. */
  id: string;
  name: string;
  /** IANA name, such as `Europe/Berlin`. */
  timeZone: string;
  /** BCP 47, such as `en-GB`. */
  locale: string;
  /** ISO 4217: where a platform sends none. */
  currency: string;
  /** True where e-mail, IP and postal addresses may appear in messages; default false. */
  showContact: boolean;
  looks: Readonly<Record<string, LookOverride>>;
  /** The time for which settled deliveries, and requests to sources as they came, are kept, in milliseconds. */
  retention: { deliveredMs: number; failedMs: number; receivedMs: number };
}

const day = 86_400_000;

export const defaultStore: Omit<Store, 'id' | 'name'> = {
  timeZone: 'UTC',
  locale: 'en-GB',
  currency: 'EUR',
  showContact: false,
  looks: {},
  retention: { deliveredMs: 90 * day, failedMs: 365 * day, receivedMs: 30 * day },
};
