import { hash } from 'node:crypto';
import type { Request } from 'express';
import type { Clock } from '../lib/clock.ts';
import { WindowLimiter } from '../lib/window-limiter.ts';
import type { Actor } from '../model/api-key.ts';
import { CrierError } from '../model/errors.ts';
import { networkOf } from './network-of.ts';

/** The tries of one wrong key from one address; whoever goes on after them is told to stop. */
const wrongTries = { count: 30, windowMs: 60_000 };

/** The actor who asks. @throws CrierError `unauthorized`, or `too_many_requests` for a wrong key again and again. */
export type Authenticator = (request: Request) => Promise<Actor>;

/**
 * Reads the API key from `Authorization: Bearer …`, or from HTTP Basic as the password, for browsers. The header
 * `Crier-Store` says which store the command line means. A right key always passes: keys are random, so that they are
 * looked up first, and only wrong ones are counted.
 *
 * @param actorOf who holds a key; undefined where it is unknown or revoked.
 */
export function createAuthenticator(
  actorOf: (secret: string, store: string) => Actor | undefined,
  clock: Pick<Clock, 'monotonic'>,
): Authenticator {
  const wrong = new WindowLimiter(clock, wrongTries);
  return async (request) => {
    const secret = secretOf(request.headers.authorization);
    if (secret === undefined) {
      throw new CrierError(
        'unauthorized',
        'Send your API key in the header "Authorization: Bearer …". Crier printed one at its first start; "npm run crier -- keys create" makes another.',
      );
    }
    const actor = actorOf(secret, request.header('crier-store') ?? 'main');
    if (actor !== undefined) return actor;
    const waitMs = wrong.spend(`${hash('sha256', secret)} ${networkOf(request)}`);
    if (waitMs !== undefined) throw tooMany(waitMs);
    throw new CrierError(
      'unauthorized',
      'This API key is unknown or revoked. "npm run crier -- keys list" shows the keys.',
    );
  };
}

function tooMany(waitMs: number): CrierError {
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  return new CrierError(
    'too_many_requests',
    `This API key is unknown or revoked, and was sent too often. Wait ${retryAfterSeconds} s, then send the right one.`,
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
