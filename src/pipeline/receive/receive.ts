import type { Clock } from '../../lib/clock.ts';
import { didYouMean } from '../../lib/did-you-mean.ts';
import { newId } from '../../lib/ids.ts';
import { open, seal } from '../../lib/secret-box.ts';
import type { Signal } from '../../lib/signal.ts';
import type { Activity } from '../../model/activity.ts';
import type { Actor } from '../../model/api-key.ts';
import { categories } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import type { Receipt, ReceiptContent } from '../../model/received.ts';
import type {
  RefusalCause,
  Source,
  SourceAnswer,
  SourceRequest,
  SourceSettings,
  SourceTools,
  Translation,
} from '../../model/source.ts';
import type { Directory } from '../../registry/directory.ts';
import type { EnabledSource, SourceRegistry } from '../../registry/source-registry.ts';
import type { Accept } from '../accept.ts';
import { likelyCause } from './likely-cause.ts';
import { mendEvent } from './mend-event.ts';

/** A larger body is translated, but not kept. */
const largestKept = 256 * 1024;

/** Headers whose values are credentials, or may hold one. */
const secretHeaders = /^(authorization|proxy-authorization|cookie|x-api-key|.*token.*|.*secret.*)$/;

export interface ReceiveDeps {
  sources: ReadonlyMap<string, Source>;
  book: SourceRegistry;
  directory: Directory;
  accept: Accept;
  store: {
    addReceipt(receipt: Receipt): Promise<void>;
    settleReceipt(id: string, events: readonly string[]): Promise<void>;
  };
  secretKey: Buffer;
  clock: Clock;
  tools: SourceTools;
  live: Signal<Activity>;
}

/** What a request to a source came to. */
export interface Received {
  source: Source;
  answer: SourceAnswer;
  /** Undefined: it was believed. */
  refused?: RefusalCause;
}

/**
 * The stage before `accept`, for platforms: which source it is, whether it is believed, what it says. Undefined as
 * `sourceId`: the source is recognised by the request itself; undefined as `store`: it is the one whose secret fits.
 *
 * @throws CrierError `not_found` for a source that is not switched on, `invalid_json` for a body that cannot be read.
 */
export type Receive = (
  store: string | undefined,
  sourceId: string | undefined,
  request: SourceRequest,
  /** A refused request that is looked at again: its receipt is settled instead of a new one made. */
  again?: Receipt,
) => Promise<Received>;

export function createReceive(deps: ReceiveDeps): Receive {
  return async (store, sourceId, request, again) => {
    const { source, enabled, settings, proof } = await firstProven(
      deps,
      candidates(deps, store, sourceId, request),
      request,
    );
    if (!proof.ok) {
      if (again === undefined) {
        const detail = await likelyCause(source, request, settings, proof, deps.tools);
        await refuse(deps, enabled, request, proof.cause, detail);
      }
      return { source, answer: source.refuse?.(request, proof.cause) ?? unproven(source), refused: proof.cause };
    }
    const { events, answer } = await translate(deps, source, enabled, request, settings);
    const actor: Actor = { name: `source ${source.id}`, store: enabled.store, scopes: ['ingest'] };
    const inputs = events.map((event) => mendEvent(event, `${source.id}.event`));
    const accepted = inputs.length === 0 ? [] : await deps.accept(actor, inputs, { sameId: 'is the same event' });
    const ids = accepted.map(({ id }) => id);
    if (again === undefined) await deps.store.addReceipt({ ...receiptOf(deps, enabled, request), events: ids });
    else await deps.store.settleReceipt(again.id, ids);
    return { source, answer: answer ?? { status: 200, body: { status: 'accepted', events: ids } } };
  };
}

interface Candidate {
  source: Source;
  enabled: EnabledSource;
}

/** The sources that a request may be for: one, or that of every store where the address names none. */
function candidates(
  deps: ReceiveDeps,
  store: string | undefined,
  sourceId: string | undefined,
  request: SourceRequest,
): Candidate[] {
  if (store !== undefined) return [find(deps, store, sourceId, request)];
  const source = deps.sources.get(sourceId ?? '');
  const all = source === undefined ? [] : deps.book.listOf(source.id);
  if (source !== undefined && all.length > 0) return all.map((enabled) => ({ source, enabled }));
  throw new CrierError(
    'not_found',
    `No store has the source ${sourceId} switched on. Run: npm run crier -- source add ${sourceId}`,
  );
}

/** The first that believes the request, else the first. */
async function firstProven(deps: ReceiveDeps, all: readonly Candidate[], request: SourceRequest) {
  const looked = [];
  for (const { source, enabled } of all) {
    const settings = settingsOf(deps, enabled, request);
    const proof = await source.prove(request, settings, deps.tools);
    const one = { source, enabled, settings, proof };
    if (proof.ok) return one;
    looked.push(one);
  }
  const [first] = looked;
  if (first === undefined) throw new Error('there was nobody to ask');
  return first;
}

function find(
  { sources, book, directory }: ReceiveDeps,
  store: string,
  sourceId: string | undefined,
  request: SourceRequest,
): { source: Source; enabled: EnabledSource } {
  if (directory.store(store) === undefined) {
    const known = directory.stores().map(({ id }) => id);
    throw new CrierError('not_found', `There is no store "${store}". ${didYouMean(store, known)}`.trim());
  }
  const on = book.list(store);
  const enabled =
    sourceId === undefined
      ? on.find((one) => sources.get(one.source)?.recognises?.(request))
      : book.find(store, sourceId);
  const source = enabled && sources.get(enabled.source);
  if (enabled !== undefined && source !== undefined) return { source, enabled };
  if (sourceId === undefined) {
    throw new CrierError(
      'not_found',
      `No source of the store "${store}" recognises this request. Name it in the address: /in/${store}/<source>.`,
    );
  }
  if (sources.has(sourceId)) {
    throw new CrierError(
      'not_found',
      `The source ${sourceId} is not switched on for the store "${store}". Run: npm run crier -- source add ${sourceId}`,
    );
  }
  const guess = didYouMean(sourceId, [...sources.keys()]);
  throw new CrierError('not_found', `There is no source "${sourceId}". ${guess}`.trim());
}

function settingsOf(deps: ReceiveDeps, enabled: EnabledSource, request: SourceRequest): SourceSettings {
  const asked = request.query['category'];
  const category = categories.find((one) => one === asked);
  if (asked !== undefined && category === undefined) {
    throw new CrierError('invalid_request', `The address says category=${asked.slice(0, 50)}, which is none.`, {
      errors: [{ path: 'category', message: `expected one of ${categories.join(', ')}` }],
    });
  }
  return {
    secrets: enabled.secrets,
    username: enabled.username,
    category: category ?? enabled.category,
    currency: deps.directory.store(enabled.store)?.currency ?? 'EUR',
  };
}

async function translate(
  deps: ReceiveDeps,
  source: Source,
  enabled: EnabledSource,
  request: SourceRequest,
  settings: SourceSettings,
): Promise<Translation> {
  try {
    return source.translate(request, settings);
  } catch (error) {
    if (!(error instanceof CrierError)) throw error;
    await refuse(deps, enabled, request, 'unreadable', `It was believed, but: ${error.message}`);
    throw error;
  }
}

async function refuse(
  deps: ReceiveDeps,
  enabled: EnabledSource,
  request: SourceRequest,
  cause: NonNullable<Receipt['cause']>,
  detail: string,
): Promise<void> {
  const { store, source } = enabled;
  deps.live.emit({ kind: 'source.refused', store, source, cause, detail });
  await deps.store.addReceipt({ ...receiptOf(deps, enabled, request), cause, detail });
}

function unproven({ title }: Source): SourceAnswer {
  const detail = `The request is not proven to come from ${title}.`;
  return {
    status: 401,
    body: { type: 'urn:crier:error:unproven', title: 'Not proven', status: 401, code: 'unproven', detail },
  };
}

function receiptOf(deps: ReceiveDeps, enabled: EnabledSource, request: SourceRequest): Receipt {
  const id = newId('req');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, secretHeaders.test(name) ? '••••' : value]),
  );
  const { secret: _, ...query } = request.query;
  const body = request.body.length > largestKept ? undefined : request.body.toString('latin1');
  const sealed = seal(deps.secretKey, JSON.stringify({ headers, query, body }), receiptContext(id));
  return { id, store: enabled.store, source: enabled.source, at: request.receivedAt, events: [], sealed };
}

/** What is sealed in a receipt. @throws SecretBoxError where the secret key is another one. */
export function openReceipt(secretKey: Buffer, { id, sealed }: Receipt): ReceiptContent {
  return JSON.parse(open(secretKey, sealed, receiptContext(id)));
}

function receiptContext(id: string): string {
  return `request ${id}`;
}
