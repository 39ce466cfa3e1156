import { type FormProblem, formErrors, legacyFormErrors } from './form.ts';
import type { JsonObject } from './json.ts';

/** Whose limit a 429 is about (Discord: Rate Limits, `X-RateLimit-Scope`). */
export type Scope = 'user' | 'shared' | 'global';

/** An answer before it is written. A `body` that is a string is sent as it stands. */
export interface Reply {
  status: number;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: JsonObject | string | undefined;
  /** Of a 429. */
  scope?: Scope | undefined;
}

export function ok(body: JsonObject): Reply {
  return { status: 200, body };
}

export const noContent: Reply = { status: 204 };

/** An error of Discord's API without a place in the form. */
export function apiError(status: number, code: number, message: string): Reply {
  return { status, body: { message, code } };
}

/** 50035 with the place of each problem; API v6 and v7 answer without codes (discord.md 1.1). */
export function invalidForm(problems: readonly FormProblem[], legacy: boolean): Reply {
  if (legacy) return { status: 400, body: legacyFormErrors(problems) };
  return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors: formErrors(problems) } };
}

const rateLimitText: Record<Scope, string> = {
  user: 'You are being rate limited.',
  global: 'You are being rate limited.',
  shared: 'The resource is being rate limited.',
};

/**
 * A 429 of Discord itself (Discord: Rate Limits). Until v8 both times were in milliseconds (change log "API and
 * Gateway V8").
 */
export function rateLimited(scope: Scope, waitMs: number, legacy: boolean): Reply {
  const exactMs = Math.ceil(waitMs);
  const headers: Record<string, string> = {
    'Retry-After': String(legacy ? exactMs : Math.ceil(exactMs / 1000)),
    'X-RateLimit-Scope': scope,
  };
  if (scope === 'global') headers['X-RateLimit-Global'] = 'true';
  return {
    status: 429,
    headers,
    body: {
      message: rateLimitText[scope],
      retry_after: legacy ? exactMs : exactMs / 1000,
      global: scope === 'global',
    },
    scope,
  };
}
