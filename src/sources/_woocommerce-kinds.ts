import { type Kinds, kind } from './_kinds.ts';

/** The kinds of orders, by their status; a refund is told by the refunds in it. */
export const orderKinds = {
  paid: kind('payment.completed', 'transactions', 'success'),
  renewed: kind('subscription.renewed', 'subscriptions', 'success'),
  fulfilled: kind('order.fulfilled', 'processing'),
  placed: kind('order.created', 'transactions', 'info', 'Order placed'),
  pending: kind('payment.pending', 'transactions', 'info', 'Order waits for its payment'),
  refunded: kind('payment.refunded', 'transactions', 'warning'),
  partlyRefunded: kind('payment.partially_refunded', 'transactions', 'warning'),
  failed: kind('payment.failed', 'errors', 'error'),
  renewalFailed: kind('subscription.payment_failed', 'errors', 'error'),
  cancelled: kind('order.cancelled', 'transactions', 'warning'),
};

/** The kinds of subscriptions, by their status. */
export const subscriptionKinds: Kinds = {
  active: kind('subscription.created', 'subscribe', 'success'),
  'on-hold': kind('subscription.suspended', 'subscriptions', 'warning', 'Subscription on hold'),
  'pending-cancel': kind('subscription.cancel_requested', 'subscriptions', 'warning'),
  cancelled: kind('subscription.cancelled', 'unsubscribe'),
  expired: kind('subscription.expired', 'unsubscribe'),
};

/** For the documentation. */
export const woocommerceHelp: Kinds = {
  'order.created, status pending': orderKinds.placed,
  'order.*, status on-hold': orderKinds.pending,
  'order.*, status processing or completed': orderKinds.paid,
  'order.*, status processing or completed, of a renewal': orderKinds.renewed,
  'order.updated, status completed later than paid': orderKinds.fulfilled,
  'order.updated, with a refund': orderKinds.partlyRefunded,
  'order.updated, status refunded': orderKinds.refunded,
  'order.*, status failed': orderKinds.failed,
  'order.*, status failed, of a renewal': orderKinds.renewalFailed,
  'order.*, status cancelled': orderKinds.cancelled,
  'order.*, a status of a plugin': kind('order.updated', 'transactions'),
  ...Object.fromEntries(
    Object.entries(subscriptionKinds).map(([status, one]) => [`subscription.updated, status ${status}`, one]),
  ),
  'subscription.switched': kind('subscription.updated', 'subscriptions', 'info', 'Plan changed'),
};
