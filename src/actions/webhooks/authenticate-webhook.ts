import type { DropInWebhook } from '../../model/relayed-message.ts';
import { isTokenOf } from '../../registry/webhook-token.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** The drop-in webhook of an address, where the token in it is the right one. */
export function authenticateWebhook(
  deps: Pick<WebhookDeps, 'registries'>,
  id: string,
  token: string,
): DropInWebhook | 'unknown webhook' | 'wrong token' {
  const webhook = deps.registries.webhooks.find(id);
  if (webhook === undefined) return 'unknown webhook';
  return isTokenOf(webhook, token) ? webhook : 'wrong token';
}
