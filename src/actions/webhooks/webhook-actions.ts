import { bind } from '../bind.ts';
import { authenticateWebhook } from './authenticate-webhook.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { draftFiles } from './draft-files.ts';
import { editMessage } from './edit-message.ts';
import { listWebhooks } from './list-webhooks.ts';
import { relayMessage } from './relay-message.ts';
import { relayRequest } from './relay-request.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** The actions on drop-in webhooks, and on what is posted to them. */
export const webhookActions = (deps: WebhookDeps) => ({
  list: bind(deps, listWebhooks),
  create: bind(deps, createWebhook),
  delete: bind(deps, deleteWebhook),
  authenticate: bind(deps, authenticateWebhook),
  draftFiles: bind(deps, draftFiles),
  relayMessage: bind(deps, relayMessage),
  relayRequest: bind(deps, relayRequest),
  editMessage: bind(deps, editMessage),
});
