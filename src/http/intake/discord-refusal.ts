import { STATUS_CODES } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import type { Log } from '../../lib/log.ts';
import { CrierError, errorTable } from '../../model/errors.ts';
import { noteError } from '../problem.ts';

/** A refusal in the words of Discord. */
export class DiscordRefusal extends Error {
  override name = 'DiscordRefusal';
  readonly status: number;
  readonly code: number;
  readonly errors: object | undefined;
  readonly retryAfterSeconds: number | undefined;

  /** @param code of https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
  constructor(
    status: number,
    code: number,
    message: string,
    more: { errors?: object; retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** Discord: Rate Limits, "Exceeding A Rate Limit". */
export function rateLimited(waitMs: number): DiscordRefusal {
  return new DiscordRefusal(429, 0, 'You are being rate limited.', { retryAfterSeconds: waitMs / 1_000 });
}

/** Discord: JSON error 40005. */
export function tooLarge(): DiscordRefusal {
  return new DiscordRefusal(413, 40_005, 'Request entity too large');
}

/** A refusal that has no code of Discord's own: it repeats the status in words. */
export function plainRefusal(status: number): DiscordRefusal {
  return new DiscordRefusal(status, 0, `${status}: ${STATUS_CODES[status] ?? 'Error'}`);
}

/** Answers every error in Discord's words. */
export function answerRefusals(log: Log) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refusal = inDiscordsWords(error) ?? ofOurOwn(noteError(log, error, request));
    const { status, code, message, errors, retryAfterSeconds } = refusal;
    if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(Math.ceil(retryAfterSeconds)));
    response.status(status).json({
      message,
      code,
      ...(retryAfterSeconds === undefined ? {} : { retry_after: retryAfterSeconds, global: false }),
      ...(errors === undefined ? {} : { errors }),
    });
  };
}

/** Discord has no words for it. */
function ofOurOwn({ code, message, retryAfterSeconds }: CrierError): DiscordRefusal {
  const { status } = errorTable[code];
  return new DiscordRefusal(status, 0, message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
}

function inDiscordsWords(error: unknown): DiscordRefusal | undefined {
  if (error instanceof DiscordRefusal) return error;
  if (error instanceof CrierError) {
    if (error.code === 'too_many_requests') return rateLimited((error.retryAfterSeconds ?? 1) * 1_000);
    return error.code === 'invalid_json' ? invalidJson() : undefined;
  }
  // Of what reads a body or an address: too large, cut off, in an unknown encoding.
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  return status === 413 ? tooLarge() : plainRefusal(status);
}

/** Discord: JSON error 50109. */
export function invalidJson(): DiscordRefusal {
  return new DiscordRefusal(400, 50_109, 'The request body contains invalid JSON.');
}
