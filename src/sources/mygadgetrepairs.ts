import { majorAmount } from '../lib/currency.ts';
import type { Json } from '../lib/json-reader.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, keyOf, slugOf, webUrl, wordsOf } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { headerOf, proveBySecret } from './_proof.ts';

const template =
  '{"unique_id":"{ticket_ref}-status","title":"Ticket {ticket_ref}","ticket_ref":"{ticket_ref}","model":"{ticket_model}"}';

/** MyGadgetRepairs; the owner writes the body as a template. Contract: MyGadgetRepairs, "Notification webhooks". */
export default {
  id: 'mygadgetrepairs',
  title: 'MyGadgetRepairs',
  link: 'https://www.mygadgetrepairs.com/support',
  secret: { from: 'crier', name: 'Password of HTTP Basic' },
  setup: [
    'In MyGadgetRepairs open Settings → Notifications → Webhooks and add a webhook with the address {url}.',
    'Set the authorization to Basic with any user and the secret that Crier shows as the password.',
    `Write the body, for example: ${template} (with a unique_id a repeated delivery is told once; without one it cannot be recognised).`,
  ],
  events: [
    { platform: 'invoice and payment events', type: 'payment.completed', category: 'transactions' },
    { platform: 'any other', type: 'mgr.<event>', category: 'processing' },
  ],
  recognises: ({ headers }) => headers['user-agent'] === 'mygadgetrepairs',
  prove: proveBySecret,
  translate: (request, settings) => ({ events: [eventFor(request, readJson(request), settings)] }),
} satisfies Source;

/** Shown elsewhere, or nobody's business in a channel. */
const taken = /^(unique_id|title|url|total|currency|customer_account_url|.*(email|phone|address|mobile).*)$/i;

/** A tag that was not filled in is nothing. */
function filled(body: Json, key: string): string | undefined {
  const text = body.text(key);
  return text === undefined || /^\{\w+\}$/.test(text) ? undefined : text;
}

function eventFor(request: SourceRequest, body: Json, settings: SourceSettings): SourceEvent {
  const name = headerOf(request, 'mgr-event-id') ?? 'notification';
  const isPayment = /invoice|payment/i.test(name);
  const reference = filled(body, 'ticket_ref') ?? filled(body, 'unique_id');
  const fields = body.entries().flatMap(([key]) => {
    const value = filled(body, key);
    return taken.test(key) || value === undefined ? [] : [[wordsOf(key), value] as const];
  });
  return eventOf({
    type: isPayment ? 'payment.completed' : `mgr.${slugOf(name)}`,
    category: settings.category ?? (isPayment ? 'transactions' : 'processing'),
    severity: isPayment ? 'success' : 'info',
    id: keyOf('mygadgetrepairs', filled(body, 'unique_id')),
    correlation_id: correlationOf('mgr', reference),
    title: filled(body, 'title') ?? wordsOf(name),
    url: webUrl(filled(body, 'customer_account_url') ?? filled(body, 'url')),
    amount: isPayment ? majorAmount(filled(body, 'total'), filled(body, 'currency') ?? settings.currency) : undefined,
    fields: fieldsOf(Object.fromEntries(fields)),
  });
}
