import { newId } from '../../lib/ids.ts';
import { open, SecretBoxError, seal } from '../../lib/secret-box.ts';
import type { Receipt, ReceiptContent } from '../../model/receipt.ts';
import type { SourceRequest } from '../../model/source.ts';
import type { EnabledSource } from '../../registry/source-registry.ts';

/** A larger body is translated, but not kept. */
const largestKept = 256 * 1024;

/** Headers whose values are credentials, or may hold one. */
const secretHeaders = /^(authorization|proxy-authorization|cookie|x-api-key|.*token.*|.*secret.*)$/;

/** A request as it is kept, without the events that it became: sealed, its credentials masked. */
export function newReceipt(
  secretKey: Buffer,
  { store, source }: Pick<EnabledSource, 'store' | 'source'>,
  request: SourceRequest,
): Receipt {
  const id = newId('req');
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    secretHeaders.test(name) ? '••••' : value,
  ]);
  const { secret: _, ...query } = request.query;
  const body = request.body.length > largestKept ? undefined : request.body.toString('latin1');
  const content = { headers: Object.fromEntries(headers), query, body };
  const sealed = seal(secretKey, JSON.stringify(content), contextOf(id));
  return { id, store, source, at: request.receivedAt, events: [], sealed };
}

/** The request of a receipt; without headers and body where its secret key was lost. */
export function openReceipt(secretKey: Buffer, { id, sealed }: Receipt): ReceiptContent {
  try {
    return JSON.parse(open(secretKey, sealed, contextOf(id)));
  } catch (error) {
    if (error instanceof SecretBoxError) return { headers: {}, query: {} };
    throw error;
  }
}

function contextOf(id: string): string {
  return `request ${id}`;
}
