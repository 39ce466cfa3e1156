import type { Json } from '../lib/json-reader.ts';
import { fromHex, hmac, isSame } from '../lib/signature.ts';
import { majorAmount } from '../model/currency.ts';
import { CrierError } from '../model/errors.ts';
import type { Proof, Source, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, itemsText, keyOf, personOf } from './_event.ts';
import { missing, proven, wrong } from './_proof.ts';

/** EasyDonate. Contract: EasyDonate documentation, "Callback". */
export default {
  id: 'easydonate',
  title: 'EasyDonate',
  link: 'https://docs.easydonate.ru/shop/callback',
  secret: { from: 'platform', name: 'Shop key' },
  setup: [
    'In the EasyDonate panel open the settings of the shop and set the Callback address to {url}.',
    'Copy the shop key and give it to Crier.',
  ],
  events: [{ platform: 'callback', type: 'payment.completed', category: 'transactions' }],
  prove,
  translate(request) {
    const body = readJson(request);
    const id = body.text('payment_id');
    const rubles = (key: string) => majorAmount(body.number(key), 'RUB');
    const event = eventOf({
      type: 'payment.completed',
      category: 'transactions',
      severity: 'success',
      id: keyOf('easydonate', id),
      correlation_id: correlationOf('easydonate', id),
      player: personOf({ name: body.text('customer') }),
      amount: rubles('cost'),
      data: {
        packages: itemsText(
          body.list('products'),
          (product) => product.text('name'),
          (product) => product.number('count'),
        ),
        server: body.text('server', 'name'),
        gateway: body.text('payment_type'),
        net: rubles('income'),
        payment_id: id,
      },
    });
    return { events: [event] };
  },
} satisfies Source;

/** The signed values stand in the body; its numbers count as they are written there, `90` or `90.00`. */
function prove(request: SourceRequest, { secrets }: SourceSettings): Proof {
  const body = bodyOf(request);
  const signature = body?.text('signature');
  if (body === undefined || signature === undefined) return missing('The field "signature" of the body');
  const raw = request.body.toString('utf8');
  const written = (key: string) => new RegExp(`"${key}"\\s*:\\s*"?(-?[\\d.]+)`).exec(raw)?.[1] ?? '';
  const message = `${written('payment_id')}@${written('cost')}@${body.text('customer') ?? ''}`;
  const given = fromHex(signature);
  const fits = given !== undefined && secrets.some((secret) => isSame(hmac('sha256', secret, message), given));
  return fits ? proven : wrong('The field "signature" of the body');
}

function bodyOf(request: SourceRequest): Json | undefined {
  try {
    return readJson(request);
  } catch (error) {
    if (error instanceof CrierError) return undefined;
    throw error;
  }
}
