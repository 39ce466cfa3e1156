import type { Outcome } from '../../model/outcome.ts';
import { maskSecrets } from '../../privacy/mask-secrets.ts';
import { believedWait, longestBlockMs } from './believed-wait.ts';
import { type ErrorCodes, errorCodes } from './error-codes.ts';
import { readJson } from './read-json.ts';

/** An answer of Discord's to a request, whole. */
export interface DiscordAnswer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

type Known = ErrorCodes[number] | undefined;

/** One wrong part that Discord names, such as `embeds[3].title`, with its words. */
export interface FormError {
  path: readonly string[];
  code: string;
  message: string;
}

/**
 * The outcome that an answer to a message tells. Pure.
 *
 * @param blockedMs how long to stop where Cloudflare says nothing of the time.
 * @param codes the meaning of Discord's codes to the sender.
 */
export function readAnswer(answer: DiscordAnswer, blockedMs: number, codes: ErrorCodes = errorCodes): Outcome {
  const { status } = answer;
  const body = parse(answer.body);
  if (status >= 200 && status < 300) {
    return {
      kind: 'delivered',
      statusCode: status,
      messageId: text(body['id']),
      channelId: text(body['channel_id']),
    };
  }
  const code = typeof body['code'] === 'number' ? body['code'] : undefined;
  const known = code === undefined ? undefined : codes[code];
  if (status === 429) return readRateLimit(answer, body, { code, known }, blockedMs);
  const forms = formErrors(body['errors']);
  const base = { statusCode: status, code, reason: reasonOf(status, body, known, forms) };

  if (forms.some(({ path }) => path[0] === 'username')) return { ...base, kind: 'amend', omit: 'username' };
  if (forms.some(({ path }) => path[0] === 'attachments' || path[0] === 'files')) {
    return { ...base, kind: 'amend', omit: 'files' };
  }
  switch (known?.meaning) {
    case 'gone':
      return { ...base, kind: 'gone' };
    case 'later':
      return { ...base, kind: 'retry' };
    case 'without files':
      return { ...base, kind: 'amend', omit: 'files' };
    case 'without thread':
      return { ...base, kind: 'amend', omit: 'thread' };
    case 'refused':
      return { ...base, kind: 'refused', culprits: culprits(forms) };
    case undefined:
      return readStatus(status, base);
  }
}

function readStatus(status: number, base: { statusCode: number; code?: number | undefined; reason: string }): Outcome {
  if (status === 413) return { ...base, kind: 'amend', omit: 'files' };
  if (status === 401 || status === 404 || status === 405) return { ...base, kind: 'gone' };
  if (status === 403 || status === 408 || status === 425 || status >= 500) return { ...base, kind: 'retry' };
  if (status >= 300 && status < 400) return { ...base, kind: 'retry' };
  return { ...base, kind: 'refused' };
}

/** Discord: Rate Limits, "Exceeding A Rate Limit". Without any of its fields the answer is Cloudflare's. */
function readRateLimit(
  answer: DiscordAnswer,
  body: Readonly<Record<string, unknown>>,
  { code, known }: { code: number | undefined; known: Known },
  blockedMs: number,
): Outcome {
  const header = answer.headers['retry-after'];
  const base = { kind: 'rate_limited', statusCode: 429, code } as const;
  const told = believedWait(body['retry_after']);
  const isDiscords = 'retry_after' in body || 'global' in body || answer.headers['x-ratelimit-limit'] !== undefined;
  if (!isDiscords) {
    const asked = believedWait(header, longestBlockMs);
    const afterMs = asked?.ms || blockedMs;
    return { ...base, scope: 'cloudflare', afterMs, reason: withDoubt(blocked, asked?.doubt) };
  }
  const inHeader = believedWait(header);
  const afterMs = Math.max(inHeader?.ms ?? 0, told?.ms ?? 0) || untoldWaitMs;
  const isGlobal = body['global'] === true || answer.headers['x-ratelimit-global'] !== undefined;
  const scope = isGlobal ? 'global' : answer.headers['x-ratelimit-scope'] === 'shared' ? 'shared' : 'user';
  const reason = `rate limited (${scope})${known === undefined ? '' : `: ${known.text}`}`;
  return { ...base, scope, afterMs, reason: withDoubt(reason, told?.doubt ?? inHeader?.doubt) };
}

/** A wait where the answer tells none that can be believed: never at once, which would only bring the next 429. */
const untoldWaitMs = 1_000;

const blocked =
  "Cloudflare has blocked this server's IP address for sending too many bad requests; other programs on the same address may be the cause";

function withDoubt(reason: string, doubt: string | undefined): string {
  return doubt === undefined ? reason : `${reason}; ${doubt}`;
}

/** The embeds that the answer names; empty where it names none, or something that belongs to all. */
function culprits(forms: readonly FormError[]): number[] | undefined {
  const indexes = forms.map(({ path }) =>
    path[0] === 'embeds' && path[1] !== undefined ? Number(path[1]) : Number.NaN,
  );
  if (indexes.length === 0 || indexes.some((index) => !Number.isInteger(index))) return undefined;
  return [...new Set(indexes)];
}

/** Walks Discord's nested errors: keys are property names and array places, leaves are `_errors`. */
export function formErrors(errors: unknown, path: readonly string[] = []): FormError[] {
  if (typeof errors !== 'object' || errors === null || path.length > 12) return [];
  return Object.entries(errors).flatMap(([key, value]) => {
    if (key !== '_errors') return formErrors(value, [...path, key]);
    if (!Array.isArray(value)) return [];
    return value.map((one) => ({ path, code: String(one?.code ?? ''), message: String(one?.message ?? '') }));
  });
}

function reasonOf(
  status: number,
  body: Readonly<Record<string, unknown>>,
  known: Known,
  forms: readonly FormError[],
): string {
  const said = text(body['message']);
  const parts = forms.slice(0, 3).map(({ path, message }) => `${quote(dotted(path))}: ${quote(message)}`);
  if (known !== undefined) return [known.text, ...parts].join('; ');
  if (parts.length > 0) return parts.join('; ');
  if (said !== undefined) return `Discord answered ${status}: ${quote(said)}`;
  return status >= 500 ? `Discord is not well (${status})` : `Discord answered ${status}`;
}

/** In short; what stands in between may repeat the address, in which the token is. */
function quote(said: string): string {
  return maskSecrets(said).slice(0, 200);
}

/** `embeds`, `3`, `title` → `embeds[3].title` */
function dotted(path: readonly string[]): string {
  return path.reduce((before, part) => {
    if (/^\d+$/.test(part)) return `${before}[${part}]`;
    return before === '' ? part : `${before}.${part}`;
  }, '');
}

function parse(body: string): Readonly<Record<string, unknown>> {
  const value = readJson(body);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
