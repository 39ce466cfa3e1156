import type { EventInput, Person } from '../model/event.ts';

/** A good evening in a store; every category is there within the first eight. */
const evening = [
  'payment.completed',
  'perk.granted',
  'subscription.created',
  'gift.sent',
  'tier.reached',
  'error.plugin',
  'subscription.renewed',
  'subscription.cancelled',
  'command.executed',
  'payment.completed',
  'points.earned',
  'donation.received',
  'queue.priority_applied',
  'giftcard.redeemed',
  'payment.refunded',
  'member.joined',
  'order.created',
  'command.failed',
  'goal.reached',
  'payment.disputed',
  'gift.claimed',
  'subscription.payment_failed',
  'server.restarted',
  'payment.completed',
  'reward.claimed',
  'ticket.opened',
  'payment.declined',
  'referral.completed',
  'subscription.updated',
  'error.database',
] as const;

const players = [
  'Steve',
  'Alex',
  'MiraStone',
  'kai_harbor',
  'Nova',
  'Pixelfuchs',
  'TundraWolf',
  'Zed',
  'lilaLuna',
  'Øyvind',
  'さくら',
  'xX_Creeper_Xx',
];
const packages: readonly (readonly [name: string, price: string])[] = [
  ['VIP', '9.99'],
  ['VIP+', '19.99'],
  ['Founder Pack', '49.99'],
  ['5 Crate Keys', '4.99'],
  ['Pet Dragon', '12.50'],
  ['Island Upgrade', '7.49'],
  ['Priority Queue, 30 days', '5.99'],
  ['Legend Rank', '99.00'],
];
const plans: readonly (readonly [name: string, price: string])[] = [
  ['Silver', '3.99'],
  ['Gold', '7.99'],
  ['Platinum', '14.99'],
];
const servers = ['Survival', 'Skyblock', 'Creative', 'RP 1', 'Rust EU Main'];

/** Endless events of a store: the samples with players, prices and servers drawn by the seed. */
export function* demoEvents(seed: number, samples: ReadonlyMap<string, EventInput>): Generator<EventInput> {
  const random = seededRandom(seed);
  const pick = <Thing>(things: readonly Thing[], fallback: Thing): Thing =>
    things[Math.floor(random() * things.length)] ?? fallback;
  for (;;) {
    for (const type of evening) {
      const sample = samples.get(type);
      if (sample === undefined) throw new Error(`There is no sample ${type}.`);
      const player = pick(players, 'Steve');
      const friend = pick(
        players.filter((name) => name !== player),
        'Alex',
      );
      const isPlan = sample.data?.['plan'] !== undefined;
      const [item, price] = pick(isPlan ? plans : packages, ['VIP', '9.99']);
      const rename = (person: Person | undefined, name: string) => (person === undefined ? undefined : { name });
      const data = sample.data && {
        ...sample.data,
        ...('package' in sample.data ? { package: item } : {}),
        ...('plan' in sample.data ? { plan: item } : {}),
        ...('server' in sample.data ? { server: pick(servers, 'Survival') } : {}),
        ...('transaction_id' in sample.data ? { transaction_id: `tbx-${1000 + Math.floor(random() * 9000)}` } : {}),
      };
      const isPriced = sample.data !== undefined && ('package' in sample.data || isPlan);
      yield {
        ...sample,
        player: rename(sample.player, player),
        recipient: rename(sample.recipient, friend),
        amount: sample.amount && (isPriced ? { ...sample.amount, value: price } : sample.amount),
        data,
      };
    }
  }
}

/** Mulberry32: small, and good enough for a demo; from 0 to 1. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
