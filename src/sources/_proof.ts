import { fromBase64, fromHex, hmac, isSame, isSameText } from '../lib/signature.ts';
import type { Proof, SourceRequest, SourceSettings } from '../model/source.ts';

/** The largest difference between the sender's clock and ours, in seconds. */
export const toleranceSeconds = 300;

export const proven: Proof = { ok: true };

/** The header, without the space around it; undefined where it is missing or empty. */
export function headerOf(request: SourceRequest, name: string): string | undefined {
  return request.headers[name.toLowerCase()]?.trim() || undefined;
}

export function missing(what: string): Proof {
  return { ok: false, cause: 'missing', detail: `${what} is missing.` };
}

export function wrong(what: string): Proof {
  return { ok: false, cause: 'wrong', detail: `${what} does not fit any secret that is set.` };
}

/** The refusal of a signed time, in seconds, that is too far from ours; undefined where it is near enough. */
export function staleness(seconds: number, request: SourceRequest): Proof | undefined {
  const late = request.receivedAt / 1_000 - seconds;
  if (Math.abs(late) <= toleranceSeconds) return undefined;
  const direction = late > 0 ? 'behind' : 'ahead of';
  return {
    ok: false,
    cause: 'stale',
    detail: `The signed time is ${Math.abs(Math.round(late))} s ${direction} the clock of this machine; at most ${toleranceSeconds} s are allowed.`,
  };
}

interface HmacScheme {
  /** The header with the signature, as the platform writes it. */
  header: string;
  algorithm?: 'sha256' | 'sha512' | 'md5';
  encoding?: 'hex' | 'base64';
  /** The text before the signature: `sha256=`. */
  prefix?: string;
  /** The message that is signed; default: the body as received. */
  message?(request: SourceRequest): string | Buffer;
}

/** The proof of most platforms: an HMAC of the raw body in a header, under any of the secrets. */
export function proveByHmac(scheme: HmacScheme): (request: SourceRequest, settings: SourceSettings) => Proof {
  const { header, algorithm = 'sha256', encoding = 'hex', prefix = '', message } = scheme;
  return (request, { secrets }) => {
    const text = headerOf(request, header);
    if (text === undefined) return missing(`The header ${header}`);
    const signature = text.startsWith(prefix) ? text.slice(prefix.length) : '';
    const given = encoding === 'hex' ? fromHex(signature) : fromBase64(signature);
    const signed = message?.(request) ?? request.body;
    const fits = given !== undefined && secrets.some((secret) => isSame(hmac(algorithm, secret, signed), given));
    return fits ? proven : wrong(`The header ${header}`);
  };
}

/** The credential of `Authorization: Bearer …`, of Basic (its password), or bare; with the user of Basic. */
export function authorizationOf(request: SourceRequest): { credential: string; username?: string } | undefined {
  const header = headerOf(request, 'authorization');
  if (header === undefined) return undefined;
  // As MyGadgetRepairs writes it in its documentation.
  const [, name, password] = /^basic:\s*([^:]*):\s*(.*)$/i.exec(header) ?? [];
  if (name !== undefined && password !== undefined) return { credential: password, username: name.trim() };
  const [, scheme, rest] = /^(bearer|basic):?\s+(.*)$/i.exec(header) ?? [];
  if (scheme === undefined || rest === undefined) return { credential: header };
  if (scheme.toLowerCase() === 'bearer') return { credential: rest };
  const pair = Buffer.from(rest, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return { credential: pair.slice(colon + 1), username: pair.slice(0, Math.max(0, colon)) };
}

/**
 * The proof of platforms that do not sign: the secret as a Bearer token, as the password of Basic, or as `?secret=` in
 * the address.
 */
export function proveBySecret(request: SourceRequest, settings: SourceSettings): Proof {
  const authorization = authorizationOf(request);
  const given = authorization?.credential ?? request.query['secret'];
  if (given === undefined || given === '') return missing('The secret (Authorization, or ?secret= in the address)');
  const { username } = settings;
  if (username !== undefined && authorization !== undefined && !isSameText(username, authorization.username ?? ''))
    return wrong('The user name in Authorization');
  return proveByEquality('The secret', given, settings);
}

/** The proof of a text that has to be one of the secrets. */
export function proveByEquality(what: string, given: string | undefined, settings: SourceSettings): Proof {
  if (given === undefined || given === '') return missing(what);
  return settings.secrets.some((secret) => isSameText(secret, given)) ? proven : wrong(what);
}
