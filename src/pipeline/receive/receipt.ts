import { newId } from '../../lib/ids.ts';
import { open, SecretBoxError, seal } from '../../lib/secret-box.ts';
import type { Receipt, ReceiptContent } from '../../model/receipt.ts';
import type { SourceRequest } from '../../model/source.ts';
import type { EnabledSource } from '../../registry/source-registry.ts';

/** A larger body is translated, but not kept. */
const largestKept = 256 * 1024;

/** Headers whose values are credentials, or may hold one. */
const secretHeaders = /^(authorization|proxy-authorization|cookie|x-api-key|.*token.*|.*secret.*)$/;

/**
 * A request as it is kept, without the events that it became: sealed, its credentials masked. Those of one that was
 * refused are sealed too, for when it is looked at again; nobody is shown them.
 */
export function newReceipt(
  secretKey: Buffer,
  { store, source }: Pick<EnabledSource, 'store' | 'source'>,
  request: SourceRequest,
  { isRefused = false } = {},
): Receipt {
  const id = newId('req');
  const given = definedEntries(request.headers);
  const headers = given.map(([name, value]) => [name, secretHeaders.test(name) ? '••••' : value]);
  const { secret, ...query } = request.query;
  const hidden = given.filter(([name]) => secretHeaders.test(name));
  const body = request.body.length > largestKept ? undefined : request.body.toString('latin1');
  const credentials: Sealed['credentials'] = {
    headers: Object.fromEntries(hidden),
    query: secret === undefined ? {} : { secret },
  };
  const content: Sealed = {
    headers: Object.fromEntries(headers),
    query: Object.fromEntries(definedEntries(query)),
    body,
    ...(isRefused && { credentials }),
  };
  const sealed = seal(secretKey, JSON.stringify(content), contextOf(id));
  return { id, store, source, at: request.receivedAt, events: [], sealed };
}

function definedEntries(values: Readonly<Record<string, string | undefined>>): [string, string][] {
  return Object.entries(values).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
}

/** The request of a receipt as people may see it; without headers and body where its secret key was lost. */
export function openReceipt(secretKey: Buffer, receipt: Receipt): ReceiptContent {
  const { credentials: _, ...content } = openSealed(secretKey, receipt);
  return content;
}

/** The request of a receipt with its credentials, to be proven again. Secret. */
export function openRequest(secretKey: Buffer, receipt: Receipt): ReceiptContent {
  const { credentials, headers, query, body } = openSealed(secretKey, receipt);
  return { headers: { ...headers, ...credentials?.headers }, query: { ...query, ...credentials?.query }, body };
}

interface Sealed extends ReceiptContent {
  /** The headers and the part of the query that are masked. Secret. */
  credentials?: Pick<ReceiptContent, 'headers' | 'query'>;
}

function openSealed(secretKey: Buffer, { id, sealed }: Receipt): Sealed {
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
