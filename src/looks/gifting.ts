import type { Event } from '../model/event.ts';
import type { CategoryLooks, LookField } from '../model/look.ts';
import { alike } from './_alike.ts';
import * as field from './_fields.ts';
import { palette } from './_palette.ts';

const gift = [
  field.packages,
  field.amount,
  field.quantity,
  field.server,
  field.message,
  field.expires,
  field.order,
  field.transaction,
] as const;

const card: readonly LookField[] = [
  field.amount,
  { label: 'Balance', from: ['data.balance', 'data.remaining', 'data.balance_left'], as: 'amount' },
  { label: 'Card', from: ['data.masked_code', 'data.last4', 'data.card_id', 'data.giftcard_id'], as: 'code' },
  field.message,
  field.expires,
  field.order,
  field.transaction,
];

/** The whole code is as good as money to everyone who reads the channel. */
const hide = ['code', 'card_code', 'gift_card_code', 'giftcard_code', 'gift_card', 'giftcard'].map(
  (key) => `data.${key}`,
);

function anonymous(event: Event): string | undefined {
  return event.player === undefined && event.recipient !== undefined ? `For ${event.recipient.name}` : undefined;
}

/** Gifts from player to player, and gift cards. */
export default {
  category: 'gifting',
  looks: [
    { for: 'gift.sent', title: 'Gift sent', icon: '🎁', colour: palette.gift, fields: gift, sentence: anonymous },
    {
      for: 'gift.received',
      title: 'Gift received',
      icon: '🎁',
      colour: palette.gift,
      fields: gift,
      sentence: anonymous,
    },
    { for: 'gift.claimed', title: 'Gift claimed', icon: '🎀', colour: palette.gift, fields: gift },
    { for: 'gift.expired', title: 'Gift expired', icon: '⌛', colour: palette.grey, fields: gift },
    { for: 'gift.*', title: 'Gift', icon: '🎁', colour: palette.gift, fields: gift },
    ...alike(['giftcard.created', 'giftcard.purchased'], {
      title: 'Gift card created',
      icon: '💝',
      colour: palette.gift,
      fields: card,
      hide,
    }),
    { for: 'giftcard.redeemed', title: 'Gift card redeemed', icon: '🎉', colour: palette.gift, fields: card, hide },
    { for: 'giftcard.topped_up', title: 'Gift card topped up', icon: '💝', colour: palette.gift, fields: card, hide },
    { for: 'giftcard.expired', title: 'Gift card expired', icon: '⌛', colour: palette.grey, fields: card, hide },
    { for: 'giftcard.voided', title: 'Gift card voided', icon: '⛔', colour: palette.amber, fields: card, hide },
    { for: 'giftcard.*', title: 'Gift card', icon: '💝', colour: palette.gift, fields: card, hide },
    { for: 'gifting', title: 'Gift', icon: '🎁', colour: palette.gift, fields: gift },
  ],
} satisfies CategoryLooks;
