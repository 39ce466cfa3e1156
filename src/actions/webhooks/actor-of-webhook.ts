import type { Actor } from '../../model/api-key.ts';
import type { DropInWebhook } from '../../model/relayed-message.ts';

/** The actor that a drop-in webhook is: the token of its address may post, and nothing else. */
export function actorOfWebhook({ id, name, store }: DropInWebhook): Actor {
  return { countedAs: `webhook ${id}`, name: `webhook ${name}`, store, scopes: ['ingest'] };
}
