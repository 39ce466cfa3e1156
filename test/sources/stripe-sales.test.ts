import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAccept } from '../../src/pipeline/accept/accept.ts';
import { createReceive } from '../../src/pipeline/receive/receive.ts';
import stripe from '../../src/sources/stripe.ts';
import { openRegistries, secretKey } from '../helpers/registries.ts';

// One sale, as Stripe tells it: by up to four events, chosen by the owner, in any order.

type Told = { type: string; object: Record<string, unknown> };

const buyer = { metadata: { player: 'MiraStone', package: 'Frost Patron' } };

/** A one-off sale with Checkout. */
const checkout: Told[] = [
  {
    type: 'checkout.session.completed',
    object: {
      object: 'checkout.session',
      id: 'cs_live_1',
      mode: 'payment',
      payment_status: 'paid',
      payment_intent: 'pi_1',
      amount_total: 1_999,
      currency: 'eur',
      ...buyer,
    },
  },
  {
    type: 'payment_intent.succeeded',
    object: {
      object: 'payment_intent',
      id: 'pi_1',
      amount: 1_999,
      amount_received: 1_999,
      currency: 'eur',
      latest_charge: 'ch_1',
      payment_details: { order_reference: 'cs_live_1' },
    },
  },
  {
    type: 'charge.succeeded',
    object: {
      object: 'charge',
      id: 'ch_1',
      amount: 1_999,
      amount_captured: 1_999,
      captured: true,
      currency: 'eur',
      payment_intent: 'pi_1',
    },
  },
];

/** The first payment of a subscription, in API versions since 2025-03-31. */
const subscription: Told[] = [
  {
    type: 'checkout.session.completed',
    object: {
      object: 'checkout.session',
      id: 'cs_live_2',
      mode: 'subscription',
      payment_status: 'paid',
      payment_intent: null,
      invoice: 'in_2',
      subscription: 'sub_2',
      amount_total: 999,
      currency: 'eur',
      ...buyer,
    },
  },
  {
    type: 'invoice.paid',
    object: {
      object: 'invoice',
      id: 'in_2',
      billing_reason: 'subscription_create',
      amount_paid: 999,
      currency: 'eur',
      parent: { subscription_details: { subscription: 'sub_2' } },
    },
  },
  {
    type: 'payment_intent.succeeded',
    object: {
      object: 'payment_intent',
      id: 'pi_2',
      amount: 999,
      amount_received: 999,
      currency: 'eur',
      description: 'Subscription creation',
      latest_charge: 'ch_2',
      payment_details: { order_reference: 'in_2' },
    },
  },
  {
    type: 'charge.succeeded',
    object: {
      object: 'charge',
      id: 'ch_2',
      amount: 999,
      captured: true,
      currency: 'eur',
      description: 'Subscription creation',
      payment_intent: 'pi_2',
    },
  },
];

/** A renewal, in API versions before: every object names its invoice. */
const renewal: Told[] = [
  {
    type: 'invoice.paid',
    object: {
      object: 'invoice',
      id: 'in_3',
      billing_reason: 'subscription_cycle',
      amount_paid: 999,
      currency: 'eur',
      subscription: 'sub_3',
      payment_intent: 'pi_3',
      charge: 'ch_3',
    },
  },
  {
    type: 'invoice.payment_succeeded',
    object: {
      object: 'invoice',
      id: 'in_3',
      billing_reason: 'subscription_cycle',
      amount_paid: 999,
      currency: 'eur',
      subscription: 'sub_3',
      payment_intent: 'pi_3',
      charge: 'ch_3',
    },
  },
  {
    type: 'payment_intent.succeeded',
    object: {
      object: 'payment_intent',
      id: 'pi_3',
      amount: 999,
      currency: 'eur',
      description: 'Subscription update',
      invoice: 'in_3',
      latest_charge: 'ch_3',
    },
  },
  {
    type: 'charge.succeeded',
    object: {
      object: 'charge',
      id: 'ch_3',
      amount: 999,
      captured: true,
      currency: 'eur',
      description: 'Subscription update',
      invoice: 'in_3',
      payment_intent: 'pi_3',
    },
  },
];

async function start() {
  const world = await openRegistries();
  const { registries, storage, clock, activities } = world;
  await registries.sources.put({ store: 'main', source: 'stripe', secrets: ['whsec_test'] });
  const ending = new AbortController();
  const receive = createReceive({
    sources: new Map([['stripe', stripe]]),
    registries,
    accept: createAccept({ storage, registries, clock, activities, wake: () => {}, count: () => undefined }),
    count: () => undefined,
    clock,
    storage,
    secretKey,
    tools: { certificate: () => Promise.reject(new Error('no certificate is asked for')) },
    activities,
    ending: ending.signal,
  });
  let events = 0;
  const send = ({ type, object }: Told) => {
    events += 1;
    const body = Buffer.from(
      JSON.stringify({
        id: `evt_${events}`,
        object: 'event',
        livemode: true,
        created: 1_767_225_600,
        type,
        data: { object },
      }),
    );
    const time = Math.floor(clock.now() / 1_000);
    const signature = createHmac('sha256', 'whsec_test').update(`${time}.`).update(body).digest('hex');
    const headers = { 'stripe-signature': `t=${time},v1=${signature}` };
    return receive({ store: 'main', source: 'stripe', request: { body, headers, query: {}, receivedAt: clock.now() } });
  };
  /** Lets time pass until all are answered. */
  const settle = async (answers: Promise<unknown>[]) => {
    let isDone = false;
    const all = Promise.all(answers).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = clock.nextTimer();
      if (next !== undefined) clock.advance(next);
    }
    return all;
  };
  const told = () => world.told.flatMap((one) => (one.kind === 'event.accepted' ? [one.event] : []));
  return { send, settle, told, ending };
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

function subsets<Item>(items: readonly Item[]): Item[][] {
  const [first, ...rest] = items;
  if (first === undefined) return [];
  const others = subsets(rest);
  return [[first], ...others, ...others.map((some) => [first, ...some])];
}

/** The same with ids of its own. */
function renamed({ type, object }: Told, run: number): Told {
  const written = JSON.stringify(object).replaceAll(/"((?:cs|in|pi|ch|sub)_\w+)"/g, `"$1_${run}"`);
  return { type, object: JSON.parse(written) };
}

const namesOf = (events: readonly Told[]) => events.map(({ type }) => type).join(', ');

/** A charge of an invoice that it does not name tells nothing by itself. */
const tellsNothing = (events: readonly Told[]) =>
  events.every(
    ({ type, object }) =>
      type === 'charge.succeeded' && /^Sub/.test(String(object['description'])) && !object['invoice'],
  );

for (const [what, sale, value] of [
  ['a sale with Checkout', checkout, '19.99'],
  ['the first payment of a subscription', subscription, '9.99'],
  ['a renewal', renewal, '9.99'],
] as const) {
  test(`${what} is told once, whatever of it Stripe sends, one after the other in any order`, async () => {
    const { send, settle, told } = await start();
    for (const [run, order] of subsets(sale).flatMap(permutations).entries()) {
      const before = told().length;
      const mine = order.map((one) => renamed(one, run));
      for (const one of mine) await settle([send(one)]);
      // A platform sends again what it is not sure of.
      for (const one of mine) await settle([send(one)]);
      const values = told()
        .slice(before)
        .map(({ amount }) => amount?.value);
      expect(values, namesOf(order)).toEqual(tellsNothing(order) ? [] : [value]);
    }
  });
}

test('of what comes within a moment the fullest account is told, though it comes last', async () => {
  for (const sale of [checkout, subscription]) {
    const { send, settle, told } = await start();
    await settle(sale.toReversed().map(send));
    expect(told()).toMatchObject([{ player: { name: 'MiraStone' }, data: { package: 'Frost Patron' } }]);
  }
});

test('two sales of the same goods to the same buyer at the same time are two', async () => {
  const { send, settle, told } = await start();
  const [, intent] = checkout;
  if (intent === undefined) throw new Error('there is no intent');
  const other = { ...intent, object: { ...intent.object, id: 'pi_9', latest_charge: 'ch_9', payment_details: null } };
  await settle([send(intent), send(other)]);
  expect(told()).toHaveLength(2);
});

test('money that is only reserved is no sale, and an unpaid session not yet', async () => {
  const { send, settle, told } = await start();
  const [session, intent, charge] = checkout;
  if (session === undefined || intent === undefined || charge === undefined) throw new Error('there is no sale');
  await settle([send({ ...charge, object: { ...charge.object, captured: false } })]);
  expect(told()).toEqual([]);
  await settle([send({ ...session, object: { ...session.object, payment_status: 'unpaid' } })]);
  await settle([send({ ...session, type: 'checkout.session.async_payment_succeeded' }), send(intent)]);
  expect(told().map(({ type }) => type)).toEqual(['payment.pending', 'payment.completed']);
});

test('what is held back for a fuller account is taken in and answered at once where the service ends', async () => {
  const { send, told, ending } = await start();
  const [, intent] = checkout;
  if (intent === undefined) throw new Error('there is no intent');
  const answer = send(intent);
  await new Promise((resolve) => setImmediate(resolve));
  ending.abort();
  expect((await answer).answer.status).toBe(200);
  expect(told()).toHaveLength(1);
});
