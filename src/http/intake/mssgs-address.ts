import type { Actions } from '../../actions/create-actions.ts';
import { CrierError } from '../../model/errors.ts';
import type { SourceAnswer, SourceRequest } from '../../model/source.ts';

type Received = Awaited<ReturnType<Actions['sources']['receive']>>;

// mssgs takes webhooks of GitHub and UniFi Protect at its own address, and answers them in its own words (mssgs
// documentation, "Special Webhooks" and "Errors").

const unsupported: Readonly<Record<string, string>> = {
  github: 'UNSUPPORTED_GITHUB_EVENT',
  'unifi-protect': 'UNSUPPORTED_UNIFI_PROTECT_EVENT',
};

/** The source that a request to mssgs' address is for. */
export function sourceAtMssgs({ headers }: Pick<SourceRequest, 'headers'>): string {
  if (headers['x-github-event'] !== undefined) return 'github';
  return headers['user-agent'] === 'protect-alarm-manager' ? 'unifi-protect' : 'mssgs';
}

/** The answer to a request that was received there. */
export function answerAtMssgs(source: string, received: Received): SourceAnswer {
  if (source === 'mssgs') return received.answer;
  if (received.refused !== undefined) return failed(401, 'INVALID_TOKEN');
  const code = received.unsupported === true ? unsupported[source] : undefined;
  return code === undefined ? { status: 200, body: { success: true } } : failed(400, code);
}

/** The answer to a request that could not be read; undefined for an error that is none of the request. */
export function failureAtMssgs(source: string, error: unknown): SourceAnswer | undefined {
  if (!(error instanceof CrierError) || error.code !== 'invalid_json') return undefined;
  return failed(400, unsupported[source] ?? 'MISSING_REQUIRED_FIELDS');
}

function failed(status: number, error: string): SourceAnswer {
  return { status, body: { error } };
}
