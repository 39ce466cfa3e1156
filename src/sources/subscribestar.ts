import { minorAmount } from '../model/currency.ts';
import type { Source } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, keyOfBytes, lookUp, personOf, unknownEvent } from './_event.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { proveByHmac } from './_proof.ts';

const kinds: Kinds = {
  new_subscription: kind('subscription.created', 'subscribe', 'success', 'New subscriber'),
  recurring_pledge_increased: kind('subscription.updated', 'subscriptions', 'info', 'Pledge raised'),
  recurring_pledge_decreased: kind('subscription.updated', 'subscriptions', 'info', 'Pledge lowered'),
  subscription_billing_failed: kind('subscription.payment_failed', 'errors', 'error', 'Charge failed'),
  subscription_cancelled: kind('subscription.cancelled', 'unsubscribe', 'info', 'Subscriber left'),
};

/** SubscribeStar. Contract: SubscribeStar developer documentation, "Webhooks". */
export default {
  id: 'subscribestar',
  title: 'SubscribeStar',
  link: 'https://www.subscribestar.com/developers/webhooks',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: [
    'On SubscribeStar open Settings → Developers → Webhooks and add the address {url}.',
    'Copy the secret and give it to Crier.',
    'SubscribeStar sends every event once only: what is posted while Crier is down is lost there.',
  ],
  events: helpOf(kinds),
  recognises: ({ headers }) => headers['x-subscribestar-signature'] !== undefined,
  prove: proveByHmac({ header: 'X-SubscribeStar-Signature', algorithm: 'md5' }),
  translate(request) {
    const body = readJson(request);
    const name = body.text('event');
    // An address that was shared is nothing for a channel.
    if (/_(un)?shared$/.test(name ?? '')) return { events: [] };
    const common = { id: keyOfBytes('subscribestar', '', request.body), occurred_at: body.time('timestamp') };
    const found = lookUp(kinds, name);
    if (found === undefined) return { events: [unknownEvent('subscribestar', name, common)] };
    const subscription = body.at('payload', 'subscription');
    const event = eventOf({
      ...common,
      ...found,
      player: personOf({ name: body.text('payload', 'subscriber', 'nickname') }),
      amount: minorAmount(subscription.number('cost'), 'USD', 2),
      correlation_id: correlationOf('subscribestar', subscription.text('id')),
      data: {
        plan: subscription.text('tier_id') && `Tier ${subscription.text('tier_id')}`,
        since: subscription.time('created_at_timestamp'),
        subscription_id: subscription.text('id'),
      },
    });
    return { events: [event] };
  },
} satisfies Source;
