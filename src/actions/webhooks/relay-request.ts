import type { DropInWebhook } from '../../model/relayed-message.ts';
import type { SourceAnswer, SourceRequest } from '../../model/source.ts';
import { mendEvent } from '../../pipeline/receive/mend-event.ts';
import { actorOfWebhook } from './actor-of-webhook.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/**
 * Takes a request that an application wrote for a Discord webhook in another format: a source translates it into
 * messages. The token of the address has proven who sends, for the category of the webhook alone: what the body says
 * of its type leads nowhere.
 *
 * @param format the source that understands it.
 * @returns the answer that the application waits for; undefined: none in particular.
 * @throws CrierError `invalid_json` for a body that cannot be read.
 */
export async function relayRequest(
  deps: Pick<WebhookDeps, 'sources' | 'accept'>,
  webhook: DropInWebhook,
  format: 'slack-format' | 'github',
  request: SourceRequest,
): Promise<SourceAnswer | undefined> {
  const source = deps.sources.get(format);
  if (source === undefined) throw new Error(`there is no source ${format}`);
  const settings = { secrets: [], category: webhook.category, currency: 'EUR' };
  const { events, answer } = source.translate(request, settings);
  const inputs = events.map((event) => mendEvent({ ...event, category: webhook.category }, 'message.posted'));
  if (inputs.length > 0)
    await deps.accept(actorOfWebhook(webhook), inputs, { sameId: 'is the same event', own: { matchedBy: 'category' } });
  return answer;
}
