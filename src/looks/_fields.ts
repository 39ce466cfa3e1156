import type { LookField } from '../model/look.ts';

// Fields that the looks of several categories share, with the names that platforms give the same thing.

export const amount: LookField = { label: 'Amount', from: 'amount', as: 'amount' };

export const packages: LookField = {
  label: 'Package',
  from: [
    'data.packages',
    'data.package',
    'data.products',
    'data.product',
    'data.items',
    'data.line_items',
    'data.item',
    'data.package_name',
    'data.product_name',
    'data.product_title',
    'data.item_name',
  ],
  as: 'list',
};

export const quantity: LookField = { label: 'Quantity', from: ['data.quantity', 'data.qty'], as: 'number' };

export const server: LookField = {
  label: 'Server',
  from: ['data.server', 'data.servers', 'data.server_name', 'data.gameserver', 'data.game_server', 'data.realm'],
  as: 'list',
};

export const gateway: LookField = {
  label: 'Gateway',
  from: ['data.gateway', 'data.payment_method', 'data.method', 'data.payment_gateway', 'data.provider'],
  as: 'list',
};

export const transaction: LookField = {
  label: 'Transaction',
  from: [
    'data.transaction_id',
    'data.transaction',
    'data.txn_id',
    'data.payment_id',
    'data.payment_intent',
    'data.payment',
  ],
  as: 'code',
};

export const order: LookField = {
  label: 'Order',
  from: ['data.order_number', 'data.order_id', 'data.order', 'data.basket_id'],
  as: 'code',
};

export const invoice: LookField = {
  label: 'Invoice',
  from: ['data.invoice_number', 'data.invoice_id', 'data.invoice'],
  as: 'code',
};

export const coupon: LookField = {
  label: 'Coupon',
  from: ['data.coupon', 'data.coupons', 'data.coupon_code', 'data.discount_code', 'data.voucher', 'data.promo_code'],
  as: 'list',
};

export const discount: LookField = { label: 'Discount', from: ['data.discount', 'data.discount_amount'], as: 'amount' };
export const tax: LookField = { label: 'Tax', from: ['data.tax', 'data.tax_amount', 'data.vat'], as: 'amount' };
export const fee: LookField = { label: 'Fee', from: ['data.fee', 'data.fees', 'data.gateway_fee'], as: 'amount' };
export const net: LookField = { label: 'Net', from: ['data.net', 'data.net_amount', 'data.income'], as: 'amount' };
export const country: LookField = { label: 'Country', from: ['data.country', 'data.country_code'] };
export const creatorCode: LookField = {
  label: 'Creator code',
  from: ['data.creator_code', 'data.referrer', 'data.referred_by'],
};

export const reason: LookField = {
  label: 'Reason',
  from: [
    'data.reason',
    'data.failure_message',
    'data.failure_reason',
    'data.decline_reason',
    'data.error_message',
    'data.error.message',
    'data.error',
    'data.message',
    'data.cancel_reason',
    'data.note',
  ],
  inline: false,
};

export const reasonCode: LookField = {
  label: 'Code',
  from: [
    'data.reason_code',
    'data.decline_code',
    'data.failure_code',
    'data.error_code',
    'data.error.code',
    'data.code',
  ],
  as: 'code',
};

export const expires: LookField = {
  label: 'Expires',
  from: ['data.expires_at', 'data.expires', 'data.expiry', 'data.valid_until', 'data.ends_at'],
  as: 'time',
};

export const status: LookField = { label: 'Status', from: ['data.status', 'data.state'] };

export const message: LookField = {
  label: 'Message',
  from: ['data.message', 'data.comment', 'data.support_note', 'data.note'],
  inline: false,
};

export const plan: LookField = {
  label: 'Plan',
  from: [
    'data.plan',
    'data.package',
    'data.product',
    'data.tier',
    'data.level',
    'data.membership',
    'data.plan_name',
    'data.package_name',
    'data.product_name',
    'data.tier_name',
    'data.packages',
    'data.products',
    'data.items',
  ],
  as: 'list',
};

export const interval: LookField = {
  label: 'Every',
  from: ['data.interval', 'data.period', 'data.billing_period', 'data.frequency'],
};

export const renews: LookField = {
  label: 'Renews',
  from: [
    'data.renews_at',
    'data.next_payment_at',
    'data.next_billing_at',
    'data.next_payment',
    'data.next_charge_at',
    'data.current_period_end',
  ],
  as: 'time',
};

export const subscription: LookField = {
  label: 'Subscription',
  from: [
    'data.subscription_id',
    'data.subscription',
    'data.reference',
    'data.recurring_payment_reference',
    'data.contract_id',
  ],
  as: 'code',
};

export const command: LookField = {
  label: 'Command',
  from: ['data.command', 'data.commands', 'data.command_line'],
  as: 'code',
  inline: false,
};

export const perk: LookField = {
  label: 'Perk',
  from: ['data.perk', 'data.perk_name', 'data.rank', 'data.role', 'data.package', 'data.product', 'data.item'],
  as: 'list',
};

export const duration: LookField = {
  label: 'Took',
  from: ['data.duration_ms', 'data.took_ms', 'data.elapsed_ms', 'data.duration', 'data.duration_seconds', 'data.took'],
  as: 'duration',
};

export const attempt: LookField = {
  label: 'Attempt',
  from: ['data.attempt', 'data.attempts', 'data.retry', 'data.attempt_count'],
};

export const points: LookField = {
  label: 'Points',
  from: ['data.points', 'data.points_awarded'],
  as: 'number',
};

export const balance: LookField = {
  label: 'Balance',
  from: ['data.balance', 'data.points_balance', 'data.total_points', 'data.new_balance'],
  as: 'number',
};

export const tier: LookField = {
  label: 'Tier',
  from: ['data.tier', 'data.new_tier', 'data.to', 'data.level'],
  as: 'list',
};

export const reward: LookField = {
  label: 'Reward',
  from: ['data.reward', 'data.reward_name', 'data.item', 'data.item_name', 'data.name'],
  as: 'list',
};

export const goal: LookField = { label: 'Goal', from: ['data.goal', 'data.goal_name', 'data.name'], as: 'list' };

export const job: readonly LookField[] = [
  { label: 'Job', from: ['data.job', 'data.job_name', 'data.name'], as: 'list' },
  duration,
  { label: 'Processed', from: ['data.processed', 'data.count', 'data.total'], as: 'number' },
  attempt,
  { label: 'Next run', from: ['data.next_run_at', 'data.next_run'], as: 'time' },
  reason,
];
