import type { Json } from '../lib/json-reader.ts';
import { fromHex, hmac, isSame } from '../lib/signature.ts';
import type { Proof, Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { eventOf, keyOf, lookUp, unknownEvent } from './_event.ts';
import { helpOf } from './_kinds.ts';
import { paddleHelp, paddleKinds, unshown } from './_paddle-kinds.ts';
import { partsOf } from './_paddle-parts.ts';
import { headerOf, missing, proven, staleness, wrong } from './_proof.ts';

/** Paddle Billing. Contract: Paddle developer documentation, "Verify webhook signatures" and "Webhooks". */
export default {
  id: 'paddle',
  title: 'Paddle',
  link: 'https://developer.paddle.com/webhooks/overview',
  secret: { from: 'platform', name: 'Secret key of the destination (pdl_ntfset_…)' },
  setup: [
    'In Paddle open Developer tools → Notifications → New destination, type Webhook, paste {url}, and choose the events of the table below.',
    'Open the destination, copy its secret key, and give it to Crier.',
    'Put the player\'s name into custom_data ("player") of the checkout, so that it is shown.',
  ],
  events: helpOf(paddleHelp),
  recognises: ({ headers }) => headers['paddle-signature'] !== undefined,
  prove,
  translate: (request) => ({ events: eventsOf(readJson(request)) }),
} satisfies Source;

const header = 'Paddle-Signature';

function prove(request: SourceRequest, { secrets }: SourceSettings): Proof {
  const text = headerOf(request, header);
  if (text === undefined) return missing(`The header ${header}`);
  const pairs = text.split(';').map((pair) => pair.trim().split('='));
  const time = pairs.find(([key]) => key === 'ts')?.[1];
  const given = pairs.filter(([key]) => key === 'h1').map(([, value]) => fromHex(value ?? ''));
  if (time === undefined || !/^\d{1,12}$/.test(time)) return wrong(`The header ${header}`);
  const fits = secrets.some((secret) => {
    const expected = hmac('sha256', secret, `${time}:`, request.body);
    return given.some((one) => one !== undefined && isSame(expected, one));
  });
  return fits ? (staleness(Number(time), request) ?? proven) : wrong(`The header ${header}`);
}

function eventsOf(body: Json): SourceEvent[] {
  const name = body.text('event_type');
  if (name !== undefined && unshown.test(name)) return [];
  const common = { id: keyOf('paddle', body.text('event_id')), occurred_at: body.time('occurred_at') };
  const parts = name === undefined ? undefined : partsOf(name, body.at('data'));
  if (parts === 'unshown') return [];
  const found = parts?.kind ?? lookUp(paddleKinds, name);
  if (parts === undefined || found === undefined) return [unknownEvent('paddle', name, common)];
  return [eventOf({ ...common, ...parts.event, ...found, id: parts.key ?? common.id })];
}
