import { fromBase64, hmac } from '../lib/signature.ts';
import type { EndpointSettings } from '../model/endpoint.ts';

/** The parts of a request that are signed. */
export interface Signable {
  /** Stays the same over all attempts and replays. */
  id: string;
  /** Unix seconds of this attempt. */
  timestamp: number;
  /** The bytes of the body. */
  body: string;
}

/** Standard Webhooks: 24 to 64 bytes, https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function standardKey(secret: string): Buffer | undefined {
  const key = secret.startsWith('whsec_') ? fromBase64(secret.slice('whsec_'.length)) : undefined;
  return key !== undefined && key.length >= 24 && key.length <= 64 ? key : undefined;
}

/**
 * The headers that prove the sender. While a secret is changed both are there: Standard Webhooks takes a list; the
 * header of the plain form stays with the secret before for as long as that is told to count, so that its receiver goes
 * on working, and a second one is signed with the new one. Of several secrets without an end the first signs it.
 *
 * @param now epoch milliseconds; a secret whose time is over signs no more.
 */
export function signatureHeaders(
  { signature, secrets }: Pick<EndpointSettings, 'signature' | 'secrets'>,
  { id, timestamp, body }: Signable,
  now: number,
): Record<string, string> {
  const counting = secrets.filter(({ until }) => until === undefined || until > now);
  const valid = counting.map(({ secret }) => secret);
  const headers: Record<string, string> = {};
  if (signature === 'standard' || signature === 'both') {
    const signed = `${id}.${timestamp}.${body}`;
    headers['webhook-signature'] = valid
      .map((secret) => `v1,${hmac('sha256', standardKey(secret) ?? secret, signed).toString('base64')}`)
      .join(' ');
  }
  if (signature === 'plain' || signature === 'both') {
    const [newest, previous] = valid.map((secret) => hmac('sha256', secret, body).toString('hex'));
    const isRenewed = counting[1]?.until !== undefined;
    const [signed, other] = isRenewed ? [previous, newest] : [newest, previous];
    if (signed !== undefined) headers['x-webhook-signature'] = signed;
    if (other !== undefined) headers[`x-webhook-signature-${isRenewed ? 'next' : 'previous'}`] = other;
  }
  return headers;
}
