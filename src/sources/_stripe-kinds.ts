import { type Kinds, kind } from './_kinds.ts';

/** Stripe's events that are told, and as what. */
export const stripeKinds: Kinds = {
  'checkout.session.completed': kind('payment.completed', 'transactions', 'success'),
  'checkout.session.async_payment_succeeded': kind('payment.completed', 'transactions', 'success'),
  'checkout.session.async_payment_failed': kind('payment.declined', 'errors', 'error', 'Payment failed'),
  'checkout.session.expired': kind('checkout.expired', 'processing', 'info', 'Checkout expired'),
  'payment_intent.payment_failed': kind('payment.declined', 'errors', 'error', 'Payment failed'),
  'charge.refunded': kind('payment.refunded', 'transactions', 'warning'),
  'refund.failed': kind('refund.failed', 'errors', 'error'),
  'charge.dispute.created': kind('payment.dispute.opened', 'transactions', 'critical'),
  'charge.dispute.closed': kind('payment.dispute.closed', 'transactions'),
  'charge.dispute.funds_withdrawn': kind(
    'payment.dispute.updated',
    'transactions',
    'warning',
    'Dispute: funds withdrawn',
  ),
  'charge.dispute.funds_reinstated': kind(
    'payment.dispute.updated',
    'transactions',
    'info',
    'Dispute: funds reinstated',
  ),
  'charge.dispute.updated': kind('payment.dispute.updated', 'transactions'),
  'radar.early_fraud_warning.created': kind('payment.fraud_warning', 'errors', 'warning'),
  'customer.subscription.created': kind('subscription.created', 'subscribe', 'success'),
  'customer.subscription.updated': kind('subscription.updated', 'subscriptions'),
  'customer.subscription.paused': kind('subscription.paused', 'subscriptions'),
  'customer.subscription.resumed': kind('subscription.resumed', 'subscriptions'),
  'customer.subscription.trial_will_end': kind('subscription.trial_ending', 'subscriptions'),
  'customer.subscription.deleted': kind('subscription.ended', 'unsubscribe'),
  'invoice.paid': kind('subscription.renewed', 'subscriptions', 'success'),
  'invoice.payment_failed': kind('subscription.payment_failed', 'errors', 'error'),
  'invoice.payment_action_required': kind(
    'subscription.action_required',
    'errors',
    'warning',
    'Renewal needs the customer',
  ),
  'payout.paid': kind('payout.paid', 'processing', 'info', 'Payout sent'),
  'payout.failed': kind('payout.failed', 'errors', 'error'),
};

/** For the documentation: also what depends on more than the name of the event. */
export const stripeHelp: Kinds = {
  ...stripeKinds,
  'checkout.session.completed, not yet paid': kind('payment.pending', 'transactions'),
  'charge.refunded, of a part': kind('payment.partially_refunded', 'transactions'),
  'charge.dispute.closed, won': kind('payment.dispute.won', 'transactions'),
  'charge.dispute.closed, lost': kind('payment.dispute.lost', 'transactions'),
  'customer.subscription.updated, set to cancel': kind('subscription.cancel_requested', 'subscriptions'),
  'customer.subscription.updated, no longer set to cancel': kind('subscription.cancel_aborted', 'subscriptions'),
  'customer.subscription.updated, overdue': kind('subscription.past_due', 'subscriptions'),
  'invoice.paid, of no subscription': kind('payment.completed', 'transactions'),
};

/**
 * The events that are accepted and not told: one payment makes several of these beside the one that is told, and the
 * rest says nothing to a store.
 */
export const unshown: ReadonlySet<string> = new Set([
  'payment_intent.created',
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.canceled',
  'payment_intent.requires_action',
  'payment_intent.amount_capturable_updated',
  'charge.succeeded',
  'charge.failed',
  'charge.pending',
  'charge.captured',
  'charge.updated',
  'charge.refund.updated',
  'refund.created',
  'refund.updated',
  'invoice.created',
  'invoice.finalized',
  'invoice.payment_succeeded',
  'invoice.sent',
  'invoice.updated',
  'invoice.upcoming',
  'invoice.will_be_due',
  'invoice_payment.paid',
  'customer.created',
  'customer.updated',
  'customer.deleted',
  'payment_method.attached',
  'payout.created',
  'payout.updated',
  'payout.reconciliation_completed',
  'setup_intent.created',
  'setup_intent.succeeded',
  'balance.available',
]);
