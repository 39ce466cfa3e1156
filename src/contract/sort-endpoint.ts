import { mergePatch } from '../lib/merge-patch.ts';
import type { DeliveryPolicy, PolicyChange } from '../model/delivery-policy.ts';
import type { Subscription } from '../model/subscription.ts';
import type { EndpointChange, NewEndpoint } from './endpoint-fields.ts';

/** A change by the place where each part is kept: the settings are sealed, the rest is for the lanes to read. */
export function sortChange({
  name,
  events,
  applications,
  minSeverity,
  retry,
  concurrency,
  keepFailedMs = retry?.keepFailedMs,
  secret,
  ...settings
}: EndpointChange) {
  const subscription = { events, applications, minSeverity };
  const policy: PolicyChange = { schedule: retry?.delays, concurrency, keepFailedMs };
  return { name, subscription, policy, secret, settings };
}

/** The part of a new endpoint that the lanes read. */
export function lanePartOf(said: NewEndpoint): DeliveryPolicy & { subscription: Subscription } {
  const { subscription, policy } = sortChange(said);
  return {
    ...mergePatch<DeliveryPolicy>({ onUncertain: 'resend' }, policy),
    subscription: mergePatch<Subscription>({ events: said.events }, subscription),
  };
}
