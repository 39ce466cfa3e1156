import { retryAfterMs } from '../../lib/retry-after.ts';
import { cleanText, cut } from '../../lib/text.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Posted } from '../../outbound/post.ts';

/** As much of an answer as helps to find out what went wrong. */
const longestQuote = 300;

/** A receiver that asks for more patience than this has to be asked again before. */
const longestWaitMs = 24 * 3_600_000;

/**
 * The outcome that an answer tells. Any 2xx is success, 410 ends the endpoint (Standard Webhooks, "Deliverability"); whatever else
 * comes is tried again by the schedule, since an endpoint that is misconfigured today is mended tomorrow.
 *
 * @param now epoch milliseconds.
 * @param redact takes out whatever is secret, before anything is cut.
 */
export function readAnswer(posted: Posted, now: number, redact: (text: string) => string): Outcome {
  if (posted.kind === 'not sent') return { kind: 'retry', reason: posted.reason };
  if (posted.kind === 'no answer') return { kind: 'uncertain', reason: posted.reason };
  const { status: statusCode, headers, body } = posted;
  if (statusCode >= 200 && statusCode < 300) return { kind: 'delivered', statusCode };
  if (statusCode === 410) return { kind: 'gone', statusCode, reason: 'it answered 410: it wants no more events' };
  const waitMs = retryAfterMs(headers['retry-after'], now);
  const afterMs = waitMs === undefined ? undefined : Math.min(waitMs, longestWaitMs);
  return {
    kind: 'retry',
    statusCode,
    reason: explain(statusCode, redact(headers['location'] ?? ''), redact(body)),
    afterMs,
  };
}

function explain(status: number, location: string, body: string): string {
  if (status >= 300 && status < 400) {
    const to = location === '' ? '' : ` (to ${cut(oneLine(location), 100)})`;
    return `it answered ${status}${to}: redirects are not followed, give the address they lead to`;
  }
  const quote = oneLine(body);
  return `it answered ${status}${quote === '' ? '' : `: ${cut(quote, longestQuote)}`}`;
}

function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}
