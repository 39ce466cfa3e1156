import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DropInWebhook } from '../model/relayed-message.ts';

/** A new token of a drop-in webhook with the hash that is kept of it. Secret. */
export function newWebhookToken(): { token: string; tokenHash: string } {
  // 68 characters, as Discord's own are: some senders check the form.
  const token = randomBytes(51).toString('base64url');
  return { token, tokenHash: hashOf(token).toString('hex') };
}

/** Compares in constant time. */
export function isTokenOf({ tokenHash }: Pick<DropInWebhook, 'tokenHash'>, token: string): boolean {
  return timingSafeEqual(Buffer.from(tokenHash, 'hex'), hashOf(token));
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
