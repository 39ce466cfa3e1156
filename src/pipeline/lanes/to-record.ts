import type { Destination } from '../../model/destination.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import type { Rendered } from '../../model/message.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { AttemptRecord } from '../../model/storage/attempt-record.ts';
import type { Decision } from './decide.ts';

/** A message that never reached anybody tells nothing in the log. */
const keptOutcomes: readonly Outcome['kind'][] = ['delivered', 'refused', 'uncertain', 'amend'];

/** One request as it is written down. */
export function toRecord(made: {
  destination: Destination;
  kind: Pick<DestinationKind, 'format'>;
  outcome: Outcome;
  /** Undefined where nobody knows it any more. */
  rendered: Rendered | undefined;
  decision: Decision;
  /** Epoch milliseconds. */
  at: number;
  latencyMs: number;
}): AttemptRecord {
  const { destination, kind, outcome, rendered, decision, at, latencyMs } = made;
  const isDelivered = outcome.kind === 'delivered';
  const noteOn = (index: number) => (isDelivered ? rendered?.notes?.[index] : undefined);
  return {
    destination: destination.id,
    at,
    latencyMs,
    outcome: outcome.kind,
    statusCode: outcome.statusCode,
    code: isDelivered ? undefined : outcome.code,
    reason: isDelivered ? undefined : outcome.reason,
    scope: outcome.kind === 'rate_limited' ? outcome.scope : undefined,
    messageId: isDelivered ? outcome.messageId : undefined,
    messageUrl: isDelivered ? outcome.messageUrl : undefined,
    message: rendered && keptOutcomes.includes(outcome.kind) ? JSON.stringify(rendered.body) : undefined,
    format: kind.format,
    items: decision.items.map((item, index) => ({ ...item, reason: item.reason ?? noteOn(index) })),
  };
}
