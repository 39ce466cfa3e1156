import { type Clock, sleep } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/emitter.ts';
import type { Activity } from '../../model/activity.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Receipt, ReceiptCause } from '../../model/receipt.ts';
import type {
  RefusalCause,
  Source,
  SourceAnswer,
  SourceRequest,
  SourceTools,
  Translation,
} from '../../model/source.ts';
import type { Receipts } from '../../model/storage/receipts.ts';
import type { Registries } from '../../registry/registries.ts';
import type { EnabledSource } from '../../registry/source-registry.ts';
import type { Accept } from '../accept/accept.ts';
import type { CountIntake } from '../accept/intake-limit.ts';
import { findCandidates } from './find-candidates.ts';
import { finishEvents } from './finish-events.ts';
import { likelyCause } from './likely-cause.ts';
import { type Proven, proveFirst } from './prove-first.ts';
import { newReceipt } from './receipt.ts';
import { createRefusalLimit } from './refusal-limit.ts';

export interface ReceiveDeps {
  sources: ReadonlyMap<string, Source>;
  registries: Pick<Registries, 'stores' | 'sources'>;
  accept: Accept;
  count: CountIntake;
  clock: Clock;
  storage: Pick<Receipts, 'addReceipt' | 'settleReceipt'>;
  secretKey: Buffer;
  tools: SourceTools;
  activities: Emitter<Activity>;
  /** Aborted, nothing that came is held back any longer: it is taken in, and answered, before the service ends. */
  ending: AbortSignal;
}

/** A request with what its address says. */
export interface Incoming {
  /** Undefined: the store whose secret fits. */
  store?: string | undefined;
  /** Such as `tebex`; undefined: the source that recognises the request. */
  source?: string | undefined;
  request: SourceRequest;
  /** The address of who sends; those who are refused are counted by it. */
  from?: string | undefined;
  /** The receipt of a refused request that is looked at again: it is settled instead of a new one made. */
  again?: Receipt;
}

/** The end of a request: how it is answered, and whether it was believed. */
export interface Received {
  source: Source;
  answer: SourceAnswer;
  /** Undefined: it was believed. */
  refused?: RefusalCause;
  /** True of a kind of event that its source never tells. */
  unsupported?: boolean | undefined;
}

/**
 * Takes a platform's request in: finds its source, proves its sender, translates what it says, and accepts the events.
 *
 * @throws CrierError `not_found` for a source that is not switched on, `invalid_request` for a category in the address
 *   that there is not, `invalid_json` for a body that cannot be read, `too_many_requests` for a sender who is refused
 *   again and again, or a source that has spent its limit.
 */
export type Receive = (incoming: Incoming) => Promise<Received>;

/** The stage before `accept`, for platforms. */
export function createReceive(deps: ReceiveDeps): Receive {
  const refusals = createRefusalLimit(deps.clock);
  return async (incoming) => {
    const { request, again, from = '' } = incoming;
    const candidates = refusals.admit(findCandidates(incoming, deps), from);
    const proven = await proveFirst(candidates, request, deps);
    const { source, enabled, settings, proof } = proven;
    if (!proof.ok) {
      if (again === undefined) {
        refusals.count(candidates, from);
        const detail = await likelyCause(source, request, settings, proof, deps.tools);
        await refuse(deps, enabled, request, proof.cause, detail);
      }
      return { source, answer: source.refuse?.(request, proof.cause) ?? unproven(source), refused: proof.cause };
    }
    const translation = await translate(deps, proven, incoming);
    const { alsoKnownAs, afterMs = 0, answer } = translation;
    if (answer !== undefined && answer.status >= 400) {
      await rejectUntold(deps, enabled, incoming, answer);
      return { source, answer };
    }
    const { inputs, leftOut } = finishEvents(source, request, translation, settings);
    const actor: Actor = { name: `source ${source.id}`, store: enabled.store, scopes: ['ingest'] };
    // A request that an operator lets in again was counted when it came.
    if (again === undefined) actor.countedAs = `source ${enabled.store}/${source.id}`;
    if (inputs.length === 0) deps.count(actor, 1);
    // It is not acknowledged meanwhile: a platform sends again what a crash cuts off.
    if (afterMs > 0 && again === undefined) await sleep(deps.clock, afterMs, deps.ending);
    const options = { sameId: 'is the same event', alsoKnownAs } as const;
    const accepted = inputs.length === 0 ? [] : await deps.accept(actor, inputs, options);
    const ids = accepted.map(({ id }) => id);
    if (leftOut !== undefined) {
      deps.activities.emit({ kind: 'source.partial', store: enabled.store, source: source.id, detail: leftOut });
    }
    if (again === undefined) {
      const receipt = newReceipt(deps.secretKey, enabled, request);
      await deps.storage.addReceipt({ ...receipt, events: ids, detail: leftOut });
    } else await deps.storage.settleReceipt(again.id, ids);
    const { unsupported } = translation;
    return { source, answer: answer ?? { status: 200, body: { status: 'accepted', events: ids } }, unsupported };
  };
}

async function translate(
  deps: ReceiveDeps,
  { source, enabled, settings }: Proven,
  { request, again }: Incoming,
): Promise<Translation> {
  try {
    return source.translate(request, settings);
  } catch (error) {
    if (!(error instanceof CrierError) || again !== undefined) throw error;
    await refuse(deps, enabled, request, 'unreadable', `It was believed, but: ${error.message}`);
    throw error;
  }
}

/** Keeps a request in which a source finds nothing to tell, as one that cannot be read. */
async function rejectUntold(
  deps: ReceiveDeps,
  enabled: EnabledSource,
  { request, again }: Incoming,
  { status, body }: SourceAnswer,
): Promise<void> {
  const detail = `It was believed, but nothing in it can be told: it was answered ${status} ${JSON.stringify(body)}.`;
  if (again !== undefined) throw new CrierError('invalid_json', detail);
  await refuse(deps, enabled, request, 'unreadable', detail);
}

async function refuse(
  { activities, storage, secretKey }: ReceiveDeps,
  enabled: EnabledSource,
  request: SourceRequest,
  cause: ReceiptCause,
  detail: string,
): Promise<void> {
  activities.emit({ kind: 'source.refused', store: enabled.store, source: enabled.source, cause, detail });
  await storage.addReceipt({ ...newReceipt(secretKey, enabled, request, { isRefused: true }), cause, detail });
}

function unproven({ title }: Source): SourceAnswer {
  const detail = `The request is not proven to come from ${title}.`;
  return {
    status: 401,
    contentType: 'application/problem+json',
    body: { type: 'urn:crier:error:unproven', title: 'Not proven', status: 401, code: 'unproven', detail },
  };
}
