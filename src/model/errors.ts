/**
 * Every error that a person may meet, in one table: its stable code, HTTP status and title. Each surface translates
 * them in one place.
 */
export const errorTable = {
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_event: { status: 400, title: 'The event is not valid' },
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_destination: { status: 400, title: 'The destination is not valid' },
  invalid_source: { status: 400, title: 'The source is not valid' },
  invalid_cursor: { status: 400, title: 'The cursor is not valid' },
  unauthorized: { status: 401, title: 'An API key is needed' },
  forbidden: { status: 403, title: 'The API key may not do this' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  idempotency_conflict: { status: 409, title: 'The id was used for another event' },
  provisioned: { status: 409, title: 'It is set by the operator' },
  confirmation_needed: { status: 409, title: 'Please confirm' },
  wrong_state: { status: 409, title: 'Not possible in this state' },
  lease_lost: { status: 409, title: 'The lane belongs to another process' },
  destination_rejected: { status: 422, title: 'The destination does not work' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported' },
  too_much_to_read: { status: 422, title: 'It is too much to be read at once' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  store_unavailable: { status: 503, title: 'The database cannot be written' },
  busy: { status: 503, title: 'Too much is read at once' },
  stopping: { status: 503, title: 'The service is stopping' },
  internal: { status: 500, title: 'Something went wrong inside' },
} as const;

export type ErrorCode = keyof typeof errorTable;

/** One wrong part of an input: a JSON path such as `fields[2].name` and what was expected. */
export interface InputError {
  path: string;
  message: string;
}

/** An error for a person: what failed, for what, and what to do next. Its message holds no secret and no payload. */
export class CrierError extends Error {
  override name = 'CrierError';
  readonly code: ErrorCode;
  readonly errors: readonly InputError[];
  readonly retryAfterSeconds: number | undefined;
  /** Input of the form that was expected. */
  readonly expected: unknown;

  constructor(
    code: ErrorCode,
    message: string,
    options: { errors?: readonly InputError[]; retryAfterSeconds?: number; expected?: unknown; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.expected = options.expected;
  }
}
