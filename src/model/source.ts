import type { Category } from './category.ts';
import type { EventInput } from './event.ts';

/** A request to a source as it came, before anybody believes it. */
export interface SourceRequest {
  /** The bytes as received: what is signed is these, never a text made from them. */
  body: Buffer;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The query of the URL. */
  query: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  receivedAt: number;
}

/** The settings of a store for one of its sources. */
export interface SourceSettings {
  /** Any one of them proves the sender: several are valid while a secret is changed. Secret. */
  secrets: readonly string[];
  /** The user of HTTP Basic; undefined: any. */
  username?: string | undefined;
  /** The category of events whose platform knows none. */
  category?: Category | undefined;
  /** Names of the webhooks that were made of it, by their event ids; none: any id is told by itself. */
  hooks?: Readonly<Record<string, string>> | undefined;
  /** ISO 4217; where a platform sends no currency. */
  currency: string;
}

/** The reason why a request is not believed; `missing`: it carries no proof, `stale`: its time is too far from ours. */
export type RefusalCause = 'missing' | 'wrong' | 'stale';

export type Proof =
  | { ok: true }
  | {
      ok: false;
      cause: RefusalCause;
      /** A sentence for the operator, without anything secret: `The header X-Signature is missing.` */
      detail: string;
    };

/** The help that a source may have from outside. */
export interface SourceTools {
  /** Fetches a public certificate (PEM) and keeps it for a while. @throws Error where it cannot be had. */
  certificate(url: string): Promise<string>;
}

/** An event as a source makes it; what the intake checks is checked here too. */
export type SourceEvent = Omit<EventInput, 'severity'> & { severity?: EventInput['severity'] };

/** A request as events, with its answer. */
export interface Translation {
  /** In the order in which they are to be told; empty for a handshake. */
  events: readonly SourceEvent[];
  /**
   * The part of the body that each event was made from, where it holds several or is no JSON: it is kept in the event.
   * Left out: the first event keeps the whole body.
   */
  originals?: readonly unknown[] | undefined;
  /** Further keys of the one event: an event that came before under any of them is the same. */
  alsoKnownAs?: readonly string[] | undefined;
  /** Milliseconds before it is taken in, where a fuller account of the same event may come meanwhile. */
  afterMs?: number | undefined;
  /** The part of a batch that could not be read, while the rest was: a sentence without anything secret. */
  leftOut?: string | undefined;
  /** True of a kind of event that the source never tells. */
  unsupported?: boolean | undefined;
  /** The answer that the platform wants; 200 with a short JSON object where it does not care. */
  answer?: SourceAnswer | undefined;
}

export interface SourceAnswer {
  status: number;
  /** A string is sent as text, anything else as JSON, undefined not at all. */
  body?: unknown;
  /** The media type; left out: text for a string, JSON for anything else. */
  contentType?: string;
}

/** A request as a platform sends it, to try things with. Every name in it is invented. */
export interface SourceSample {
  source: string;
  /** Such as `payment.completed`. */
  name: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** A platform's own event, for the documentation. */
export interface SourceEventHelp {
  /** As the platform calls it: `payment.dispute.opened`. */
  platform: string;
  /** Ours: `payment.dispute.opened`. */
  type: string;
  category: Category;
}

/**
 * One platform that sends webhooks: proves that it was the platform, and translates what it says into events. A
 * source knows nothing of Discord, keeps nothing, and never fails over what a platform might send.
 */
export interface Source {
  /** The word in its address, and the name of its file: `tebex`. */
  id: string;
  /** For people: `Tebex`. */
  title: string;
  /** The address of the platform's own description of its webhooks. */
  link: string;
  secret: {
    /** The side that makes it up: the platform shows it to the owner, or Crier does and the owner pastes it there. */
    from: 'platform' | 'crier';
    /** The platform's name for it: `Webhook secret`. */
    name: string;
    /** True where the address to paste holds it. */
    inUrl?: boolean;
    /** The field of the JSON body that holds it, where it is there. */
    field?: string;
    /** The reason why a text cannot be the secret, in words for people; undefined where it can. */
    problem?(secret: string): string | undefined;
  };
  /**
   * The keys, in snake case, of what it leaves out on purpose, beside what no source keeps (src/privacy/withhold.ts):
   * they are left out of `data.original` too.
   */
  withheld?: readonly string[];
  /** The steps of the owner on the platform, a sentence each, with `{url}` for the address to paste and `{username}`. */
  setup: readonly string[];
  events: readonly SourceEventHelp[];
  /** The address, behind the host, of a webhook that is made of it by name; absent where there are none. */
  hookPath?(store: string, id: string): string;
  /** True for a request that is surely this platform's, for the address without a name. */
  recognises?(request: SourceRequest): boolean;
  prove(request: SourceRequest, settings: SourceSettings, tools: SourceTools): Proof | Promise<Proof>;
  /**
   * @throws CrierError `invalid_json` where the body cannot be read.
   */
  translate(request: SourceRequest, settings: SourceSettings): Translation;
  /** The answer to a request that is not believed; 401 with a problem where the platform does not care. */
  refuse?(request: SourceRequest, cause: RefusalCause): SourceAnswer;
}

/** The fewest characters of a secret that is made up on our side; what a platform gives is as long as it is. */
const shortestOwn = 8;

/** The reason why a secret cannot be set for a source, with its cure; undefined where it can. */
export function weaknessOf({ title, secret }: Pick<Source, 'title' | 'secret'>, given: string): string | undefined {
  const problem = secret.problem?.(given);
  if (problem !== undefined) return `That cannot be the ${secret.name} of ${title}: ${problem}.`;
  if (secret.from === 'platform' || given.length >= shortestOwn) return undefined;
  return `The ${secret.name} of ${title} is all that proves who sends: give at least ${shortestOwn} characters, such as "npm run crier -- source add" makes where none is given.`;
}

/** A step of the owner, with the address to paste and the user of HTTP Basic; undefined: any. */
export function setupStep(step: string, url: string, username: string | undefined): string {
  return step.replaceAll('{url}', url).replaceAll('{username}', username ?? 'any');
}

/** The guard for the loader. */
export function isSource(value: unknown): value is Source {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'prove' in value &&
    typeof value.prove === 'function' &&
    'translate' in value &&
    typeof value.translate === 'function'
  );
}
