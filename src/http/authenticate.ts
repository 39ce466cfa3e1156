import type { Request } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Actor } from '../model/api-key.ts';
import { CrierError } from '../model/errors.ts';

/** The most wrong keys from one address within a minute; more are not even looked at. */
const failuresPerMinute = 30;

/** The actor who asks. @throws CrierError `unauthorized`, or `too_many_requests` after too many wrong keys. */
export type Authenticator = (request: Request) => Promise<Actor>;

/**
 * Reads the API key from `Authorization: Bearer …`, or from HTTP Basic as the password, for browsers. The header
 * `Crier-Store` says which store the command line means.
 *
 * @param actorOf who holds a key; undefined where it is unknown or revoked.
 */
export function createAuthenticator(actorOf: (secret: string, store: string) => Actor | undefined): Authenticator {
  const failures = new RateLimiterMemory({ points: failuresPerMinute, duration: 60 });
  return async (request) => {
    const address = request.ip ?? 'unknown';
    const spent = await failures.get(address);
    if (spent !== null && spent.remainingPoints <= 0) throw tooMany(spent);
    const secret = secretOf(request.headers.authorization);
    const store = request.header('crier-store') ?? 'main';
    if (secret === undefined) {
      throw new CrierError(
        'unauthorized',
        'Send your API key in the header "Authorization: Bearer …". Crier printed one at its first start; "npm run crier -- keys create" makes another.',
      );
    }
    const actor = actorOf(secret, store);
    if (actor === undefined) {
      await failures.consume(address).catch(() => undefined);
      throw new CrierError(
        'unauthorized',
        'This API key is unknown or revoked. "npm run crier -- keys list" shows the keys.',
      );
    }
    return actor;
  };
}

function tooMany(limited: RateLimiterRes): CrierError {
  const retryAfterSeconds = Math.ceil(limited.msBeforeNext / 1_000);
  return new CrierError(
    'too_many_requests',
    `Too many wrong API keys from this address. Wait ${retryAfterSeconds} s, then send the right one.`,
    { retryAfterSeconds },
  );
}

function secretOf(authorization: string | undefined): string | undefined {
  const [, scheme, credentials] = /^(\S+)\s+(\S+)\s*$/.exec(authorization ?? '') ?? [];
  if (credentials === undefined) return undefined;
  if (scheme?.toLowerCase() === 'bearer') return credentials;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}
