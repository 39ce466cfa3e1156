import type { EventInput } from '../model/event.ts';

/** An event that says all that an event may say, for documentation. Every name and number is invented. */
export const exampleEvent = {
  type: 'payment.completed',
  category: 'transactions',
  id: 'tbx-1001',
  severity: 'success',
  title: 'Somebody bought VIP',
  description: 'Thank you for your support!',
  url: 'https://store.example.com/payments/tbx-1001',
  occurred_at: '2026-01-31T18:30:00Z',
  player: {
    name: 'Steve',
    id: '8667ba71-b85a-4004-af54-457a9734eed7',
    avatar_url: 'https://store.example.com/avatars/steve.png',
    profile_url: 'https://store.example.com/players/steve',
  },
  recipient: { name: 'Alex' },
  amount: { value: '9.99', currency: 'EUR' },
  fields: [{ name: 'Season', value: 'Winter', inline: true }],
  links: [{ label: 'Open the payment', url: 'https://store.example.com/payments/tbx-1001' }],
  application: 'web',
  correlation_id: 'basket-77',
  data: { package: 'VIP', server: 'Survival', transaction_id: 'tbx-1001' },
} satisfies EventInput;

/** A short event in which these parts are as they should be; parts that no event has are left out. */
export function exampleWith(parts: readonly string[]): object {
  const shown = new Set(['type', ...parts]);
  const found = Object.entries(exampleEvent).filter(([name]) => shown.has(name));
  return Object.fromEntries(found);
}
