import { createHash } from 'node:crypto';
import { shortId, writeCustomId } from '../../discord/custom-id.ts';
import type { LaneItem, RenderOptions } from '../../model/destination-kind.ts';
import type { Event } from '../../model/event.ts';
import type { Rendered } from '../../model/message.ts';
import type { Store } from '../../model/store.ts';
import { renderMessage } from '../_message/render-message.ts';

/** Discord: Component Reference, "Button". */
interface ActionButton {
  type: 2;
  style: 2 | 3;
  label: string;
  custom_id: string;
}

/** Nobody has asked for the message of an event: everybody with the right to may press its buttons. */
const nobody = '0';

const failedPayments = ['payment.failed', 'payment.declined', 'subscription.payment_failed'];

/**
 * The same message as a webhook would bring, as a bot sends it: under the bot's own name, once whatever happens to its
 * answer, and with buttons where somebody should look. Pure.
 */
export function renderForChannel(items: readonly LaneItem[], options: RenderOptions, channelId: string): Rendered {
  const pack = triedAlike(items).map(nameless);
  const { count, files, body } = renderMessage(pack, options);
  const { username: _, avatar_url: __, thread_name: ___, applied_tags: ____, components = [], ...message } = body;
  const sent = pack.slice(0, count);
  const rows = [...components, ...actionRow(sent, options.store)];
  return {
    count,
    files,
    body: {
      ...message,
      ...(rows.length > 0 && { components: rows }),
      nonce: nonceOf(sent, channelId),
      enforce_nonce: true,
    },
  };
}

/**
 * The items at the front that were tried as often as the first: so what is sent again is the same message, which
 * Discord knows by its nonce, and what came meanwhile is none that it takes for sent.
 */
function triedAlike(items: readonly LaneItem[]): LaneItem[] {
  const other = items.findIndex(({ delivery }) => delivery.attempts !== items[0]?.delivery.attempts);
  return items.slice(0, other === -1 ? items.length : other);
}

/** Items that differ in name and picture alone may share a message, where both are the bot's. */
function nameless(item: LaneItem): LaneItem {
  return item.route === undefined
    ? item
    : { ...item, route: { ...item.route, username: undefined, avatarUrl: undefined } };
}

/**
 * With `enforce_nonce`, Discord posts no second message of an author with a nonce that it has seen in the past few
 * minutes, and answers with the first one (Discord: Message Resource, "Create Message"; at most 25 characters). So it
 * tells of all that is in the message, and where it goes.
 */
function nonceOf(items: readonly LaneItem[], channelId: string): string {
  const ids = items.map(({ delivery }) => delivery.id);
  return createHash('sha256')
    .update([channelId, ...ids].join(' '))
    .digest('base64url')
    .slice(0, 22);
}

/** Buttons under one event that somebody should look at. */
function actionRow(items: readonly LaneItem[], store: Store): { type: 1; components: ActionButton[] }[] {
  const [item, ...others] = items;
  if (item === undefined || others.length > 0 || !wantsSomebody(item.event)) return [];
  const button = (action: string, label: string, style: ActionButton['style']): ActionButton[] => {
    const args = [shortId(item.delivery.id)];
    const id = writeCustomId({ command: 'delivery', action, store: store.id, user: nobody, args });
    return id === undefined ? [] : [{ type: 2, style, label, custom_id: id }];
  };
  const components = [...button('acknowledge', 'Acknowledge', 3), ...button('resend', 'Replay', 2)];
  return components.length === 0 ? [] : [{ type: 1, components }];
}

/** A message that goes through as its sender wrote it gets no buttons of ours. */
function wantsSomebody({ type, category, relayed }: Event): boolean {
  return relayed === undefined && (category === 'errors' || failedPayments.includes(type));
}
