import { describe, expect, test } from 'vitest';
import { looksByCategory } from '../../src/looks/catalogue.ts';
import { type Category, categories, categoryOf } from '../../src/model/category.ts';

const looks = Object.entries(looksByCategory).flatMap(([category, ofCategory]) =>
  ofCategory.looks.map((look) => ({ category: category as Category, look })),
);
const keys = looks.map(({ look }) => look.for);

/** Their platforms' sources name the category themselves. */
const namedBySource = ['alert.firing', 'alert.resolved', 'message.posted', 'message.posted.*'];

test('every category has looks of its own and a fallback among them', () => {
  for (const category of categories) {
    expect(looksByCategory[category].category).toBe(category);
    expect(looksByCategory[category].looks.map((look) => look.for)).toContain(category);
  }
});

test('no two looks are for the same type, and there are at least fifty', () => {
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => key.includes('.') && !key.includes('*')).length).toBeGreaterThanOrEqual(50);
});

describe('each type lands in the category of its look', () => {
  test.each(looks.filter(({ look }) => look.for.includes('.')).map(({ look, category }) => [look.for, category]))(
    '%s → %s',
    (type, category) => {
      const found = categoryOf(type.replace(/\*$/, 'something_else'));
      expect(found).toBe(namedBySource.includes(type) ? undefined : category);
    },
  );
});

test.each(
  (
    'payment.completed payment.pending payment.failed payment.declined payment.refunded payment.partially_refunded payment.disputed ' +
    'dispute.opened dispute.won dispute.lost dispute.closed order.created invoice.paid payout.paid donation.received gift.sent gift.received ' +
    'giftcard.created giftcard.redeemed tier.reached points.earned points.redeemed points.expired reward.claimed referral.completed ' +
    'goal.reached subscription.created subscription.renewed subscription.payment_failed subscription.updated subscription.paused ' +
    'subscription.resumed subscription.cancelled subscription.expired subscription.trial_started subscription.trial_ending member.joined ' +
    'member.left perk.granted perk.expired perk.revoked queue.priority_applied command.queued command.executed command.failed server.online ' +
    'server.offline delivery.completed job.completed job.failed ticket.opened ticket.closed error.payment error.webhook error.plugin ' +
    'error.database error.server_crash crier.test crier.destination_broken crier.destination_paused crier.delivery_failed crier.delivery_held crier.source_refusing'
  ).split(' '),
)('%s has a look', (type) => {
  expect(keys).toContain(type);
});

test('each look has a title, one emoji, a colour, and fields whose labels and paths differ', () => {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { look } of looks) {
    expect(look.title.length).toBeGreaterThan(0);
    expect([...graphemes.segment(look.icon)], look.for).toHaveLength(1);
    expect(look.icon, look.for).toMatch(/^\p{Extended_Pictographic}/u);
    expect(look.colour).toBeGreaterThan(0);
    expect(look.colour).toBeLessThanOrEqual(0xffffff);
    const labels = (look.fields ?? []).map(({ label }) => label);
    expect(new Set(labels).size, `${look.for}: ${labels}`).toBe(labels.length);
    for (const { from } of look.fields ?? []) {
      for (const path of [from].flat()) expect(path).toMatch(/^(amount|player|recipient|data(\.[a-z0-9_]+(\[\])?)+)$/);
    }
  }
});

test('each colour stands out from the dark and the light background of an embed', () => {
  for (const { look } of looks) {
    expect(contrast(look.colour, 0x2b2d31), look.for).toBeGreaterThanOrEqual(3);
    expect(contrast(look.colour, 0xf2f3f5), look.for).toBeGreaterThanOrEqual(3);
  }
});

/** WCAG 2.2, contrast ratio. */
function contrast(a: number, b: number): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: number): number {
  const [red = 0, green = 0, blue = 0] = [16, 8, 0]
    .map((shift) => ((colour >> shift) & 255) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
