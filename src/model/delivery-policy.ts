/** The choice where a message was sent but no answer came: send again (may repeat), or wait for a person. */
export type OnUncertain = 'resend' | 'hold';

/** An owner's wishes for the way to a destination. They are kept as a whole: the store knows none of them. */
export interface DeliveryPolicy {
  onUncertain: OnUncertain;
  /** Delays in milliseconds before each further attempt, instead of the usual growing ones. */
  schedule?: readonly number[] | undefined;
  /** Requests at once, where its kind keeps no order. */
  concurrency?: number | undefined;
  /** The life of its dead letters in milliseconds; undefined: as long as the store keeps them. */
  keepFailedMs?: number | undefined;
}

/** A change of a policy: what it does not name stays, null takes away. */
export type PolicyChange = { [K in keyof DeliveryPolicy]?: DeliveryPolicy[K] | null | undefined };

const parts = {
  onUncertain: true,
  schedule: true,
  concurrency: true,
  keepFailedMs: true,
} as const satisfies Record<keyof DeliveryPolicy, true>;

/** The parts of a policy that a thing has, by their names. */
export function policyParts(of: PolicyChange): [name: string, value: unknown][] {
  return Object.entries(of).filter(([name, value]) => Object.hasOwn(parts, name) && value !== undefined);
}
