import { type Kinds, kind } from './_kinds.ts';

/** Paddle's events that are told, and as what. */
export const paddleKinds: Kinds = {
  'transaction.completed': kind('payment.completed', 'transactions', 'success'),
  'transaction.payment_failed': kind('payment.declined', 'errors', 'error', 'Payment failed'),
  'transaction.canceled': kind('payment.cancelled', 'transactions'),
  'transaction.billed': kind('invoice.created', 'transactions'),
  'transaction.past_due': kind('invoice.overdue', 'transactions', 'warning'),
  'subscription.created': kind('subscription.created', 'subscribe', 'success'),
  'subscription.updated': kind('subscription.cancel_requested', 'subscriptions', 'warning'),
  'subscription.past_due': kind('subscription.past_due', 'subscriptions', 'warning'),
  'subscription.paused': kind('subscription.paused', 'subscriptions'),
  'subscription.resumed': kind('subscription.resumed', 'subscriptions'),
  'subscription.canceled': kind('subscription.cancelled', 'unsubscribe'),
  'payout.paid': kind('payout.paid', 'processing', 'info', 'Payout sent'),
  'api_key_exposure.created': kind('error.auth', 'errors', 'critical', 'A Paddle API key is public'),
};

/** The kinds of transactions that are no purchase, by their origin. */
export const byOrigin: Kinds = {
  subscription_recurring: kind('subscription.renewed', 'subscriptions', 'success'),
  subscription_charge: kind('payment.completed', 'transactions', 'success', 'Extra charge paid'),
  subscription_update: kind('payment.completed', 'transactions', 'success', 'Change of subscription paid'),
  subscription_payment_method_change: kind('payment.completed', 'transactions', 'success', 'Overdue payment made'),
};

/** The kinds of adjustments that are no refund, by their action. */
export const byAction: Kinds = {
  credit: kind('payment.credited', 'transactions', 'info', 'Credit given'),
  credit_reverse: kind('payment.credited', 'transactions', 'info', 'Credit taken back'),
  chargeback: kind('payment.dispute.opened', 'transactions', 'critical'),
  chargeback_reverse: kind('payment.dispute.won', 'transactions', 'success'),
  chargeback_warning: kind('payment.dispute.opened', 'transactions', 'warning', 'Chargeback warning'),
  chargeback_warning_reverse: kind('payment.dispute.closed', 'transactions', 'info', 'Chargeback warning withdrawn'),
};

/** The kinds of refunds, by Paddle's answer to them. */
export const byApproval: Kinds = {
  pending_approval: kind('payment.refund_requested', 'transactions', 'info', 'Refund waits for Paddle'),
  approved: kind('payment.refunded', 'transactions', 'warning'),
  rejected: kind('refund.failed', 'errors', 'error', 'Refund refused by Paddle'),
  reversed: kind('payment.refund_reversed', 'transactions', 'info', 'Refund taken back'),
};

/** For the documentation: also what depends on more than the name of the event. */
export const paddleHelp: Kinds = {
  'transaction.completed': kind('payment.completed', 'transactions'),
  'transaction.completed, of a renewal': kind('subscription.renewed', 'subscriptions'),
  'transaction.payment_failed': kind('payment.declined', 'errors'),
  'transaction.payment_failed, of a renewal': kind('subscription.payment_failed', 'errors'),
  'transaction.canceled': kind('payment.cancelled', 'transactions'),
  'transaction.billed, of an invoice': kind('invoice.created', 'transactions'),
  'transaction.past_due, of an invoice': kind('invoice.overdue', 'transactions'),
  'adjustment.created, refund that waits': kind('payment.refund_requested', 'transactions'),
  'adjustment.created or .updated, refund': kind('payment.refunded', 'transactions'),
  'adjustment.created or .updated, refund of a part': kind('payment.partially_refunded', 'transactions'),
  'adjustment.updated, refund refused': kind('refund.failed', 'errors'),
  'adjustment.updated, refund taken back': kind('payment.refund_reversed', 'transactions'),
  'adjustment.created, credit': kind('payment.credited', 'transactions'),
  'adjustment.created, chargeback': kind('payment.dispute.opened', 'transactions'),
  'adjustment.created, chargeback reversed': kind('payment.dispute.won', 'transactions'),
  'adjustment.created, chargeback warning withdrawn': kind('payment.dispute.closed', 'transactions'),
  'subscription.created': kind('subscription.created', 'subscribe'),
  'subscription.updated, set to cancel': kind('subscription.cancel_requested', 'subscriptions'),
  'subscription.past_due': kind('subscription.past_due', 'subscriptions'),
  'subscription.paused': kind('subscription.paused', 'subscriptions'),
  'subscription.resumed': kind('subscription.resumed', 'subscriptions'),
  'subscription.canceled': kind('subscription.cancelled', 'unsubscribe'),
  'payout.paid': kind('payout.paid', 'processing'),
  'api_key_exposure.created': kind('error.auth', 'errors'),
};

/** One payment makes several of these beside the one that is told, and the rest says nothing to a store. */
export const unshown =
  /^(transaction\.(created|updated|ready|paid|revised)|subscription\.(activated|trialing|imported)|payout\.created|(customer|address|business|product|price|discount|discount_group|payment_method|report)\..+)$/;
