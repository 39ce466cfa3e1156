import type { SourceEventHelp } from '../model/source.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';

/** PayNow's events that are told, and as what. */
export const paynowKinds: Kinds = {
  ON_ORDER_COMPLETED: kind('payment.completed', 'transactions', 'success'),
  ON_PAYMENT_COMPLETED: kind('payment.captured', 'processing'),
  ON_PAYMENT_FAILED: kind('payment.declined', 'errors', 'error'),
  ON_REFUND: kind('payment.refunded', 'transactions', 'warning'),
  ON_CHARGEBACK: kind('payment.dispute.opened', 'transactions', 'critical'),
  ON_CHARGEBACK_CLOSED: kind('payment.dispute.closed', 'transactions'),
  ON_SUBSCRIPTION_ACTIVATED: kind('subscription.created', 'subscribe', 'success'),
  ON_SUBSCRIPTION_RENEWED: kind('subscription.renewed', 'subscriptions', 'success'),
  ON_SUBSCRIPTION_CANCELED: kind('subscription.cancelled', 'unsubscribe'),
  ON_TRIAL_ACTIVATED: kind('trial.started', 'subscriptions'),
  ON_TRIAL_COMPLETED: kind('trial.completed', 'subscriptions'),
  ON_TRIAL_CANCELED: kind('trial.cancelled', 'subscriptions'),
  ON_DELIVERY_ITEM_ADDED: kind('perk.added', 'processing'),
  ON_DELIVERY_ITEM_ACTIVATED: kind('perk.activated', 'processing'),
  ON_DELIVERY_ITEM_USED: kind('perk.used', 'processing'),
  ON_DELIVERY_ITEM_RENEWED: kind('perk.renewed', 'processing'),
  ON_DELIVERY_ITEM_EXPIRED: kind('perk.expired', 'processing'),
  ON_DELIVERY_ITEM_REVOKED: kind('perk.revoked', 'processing', 'warning'),
  ON_DISCORD_ACCOUNT_LINKED_TO_CHECKOUT: kind('account.linked', 'processing', 'info', 'Discord account linked'),
};

/** For the documentation: also what depends on more than the name of the event. */
export const paynowHelp: readonly SourceEventHelp[] = [
  ...helpOf(paynowKinds),
  { platform: 'ON_CHARGEBACK_CLOSED, won', type: 'payment.dispute.won', category: 'transactions' },
  { platform: 'ON_CHARGEBACK_CLOSED, lost', type: 'payment.dispute.lost', category: 'transactions' },
  { platform: 'ON_ORDER_COMPLETED, with a gift', type: 'gift.sent', category: 'gifting' },
  { platform: 'ON_ORDER_COMPLETED, with a gift card', type: 'giftcard.redeemed', category: 'gifting' },
];
