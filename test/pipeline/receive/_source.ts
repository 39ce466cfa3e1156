import { CrierError } from '../../../src/model/errors.ts';
import type { Source, SourceRequest } from '../../../src/model/source.ts';

export const receivedAt = Date.UTC(2026, 0, 1);

/** A request of a platform that shows its secret in a header. */
export function aRequest(parts: Partial<SourceRequest> & { secret?: string; json?: unknown } = {}): SourceRequest {
  const { secret, json = { type: 'payment.completed' }, ...rest } = parts;
  return {
    body: Buffer.from(JSON.stringify(json)),
    headers: { 'x-secret': secret, 'user-agent': 'the platform' },
    query: {},
    receivedAt,
    ...rest,
  };
}

/** A platform that shows its secret in a header, and sends one event, or a list of them. */
export function aSource(id: string, parts: Partial<Source> = {}): Source {
  return {
    id,
    title: id,
    link: 'https://platform.example',
    secret: { from: 'platform', name: 'Secret' },
    setup: [],
    events: [],
    prove({ headers }, { secrets }) {
      const said = headers['x-secret'];
      if (said === undefined) return { ok: false, cause: 'missing', detail: 'The header X-Secret is missing.' };
      if (secrets.includes(said)) return { ok: true };
      return { ok: false, cause: 'wrong', detail: 'The secret does not fit.' };
    },
    translate({ body }, { category, currency }) {
      const said = parseJson(body);
      const events = Array.isArray(said) ? said : [said];
      return { events: events.map((event) => ({ category, data: { currency }, ...event })) };
    },
    ...parts,
  };
}

function parseJson(body: Buffer) {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new CrierError('invalid_json', 'The body is not valid JSON.', { cause });
  }
}
