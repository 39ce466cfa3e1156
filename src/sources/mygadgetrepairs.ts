import { hash } from 'node:crypto';
import type { Json } from '../lib/json-reader.ts';
import { categoryOf } from '../model/category.ts';
import { majorAmount } from '../model/currency.ts';
import { eventInputSchema } from '../model/event.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readTemplateJson } from './_body.ts';
import { categoryByName, correlationOf, eventOf, humanise, keyOf, slugOf, webUrl } from './_event.ts';
import { type FieldRow, fieldsOfRows } from './_fields.ts';
import { categoryNamed, ownType } from './_own-form.ts';
import { headerOf, proveBySecret } from './_proof.ts';

const template =
  '{"unique_id":"{ticket_ref}","type":"ticket.status_changed","title":"Ticket {ticket_ref}","ticket_ref":"{ticket_ref}","fields":[{"name":"Status","value":"{ticket_status}"},{"name":"Model","value":"{ticket_model}"}]}';

/** Parts of a template that tell of a customer. */
const withheld = ['customer', 'client', 'contact', 'customer_account_url'];

/** MyGadgetRepairs; the owner writes the body as a template. Contract: MyGadgetRepairs, "Notification webhooks". */
export default {
  id: 'mygadgetrepairs',
  title: 'MyGadgetRepairs',
  link: 'https://www.mygadgetrepairs.com/support',
  secret: { from: 'crier', name: 'Password of HTTP Basic' },
  setup: [
    'In MyGadgetRepairs open Notifications in the shop settings, and click on the EDIT icon next to the notification.',
    'Webhook URL: {url}. Username: {username}. Password: the secret that Crier shows. A notification without username and password takes {url}?secret=<the secret> as its URL.',
    `Payload, with whatever else of its TAGS you want to see: ${template}`,
    'With a unique_id a delivery that MyGadgetRepairs repeats within the hour is told once, and one with any other content is told: let something that changes stand in the payload, such as the status. Without a unique_id every delivery is told.',
  ],
  events: [
    { platform: 'invoice and payment events', type: 'payment.completed', category: 'transactions' },
    { platform: 'any other', type: 'mgr.<event>', category: 'processing' },
  ],
  withheld,
  recognises: ({ headers }) => headers['user-agent'] === 'mygadgetrepairs',
  prove: proveBySecret,
  translate: (request, settings) => ({ events: [eventFor(request, readTemplateJson(request), settings)] }),
} satisfies Source;

/** Fields that are told elsewhere in the event, or are the way into a customer's account. */
const taken = /^(unique_id|type|category|title|description|url|customer_account_url)$/i;

/** Fields of people, nobody's business in a channel. */
const personal = /e-?mail|phone|address|mobile|fax|post_?code|zip|street|password|passcode|surname|last_?name/i;
const person = /^(customer|client|contact|full)(_?name)?$/i;

/** A tag that was not filled in is nothing. */
function filled(body: Json, ...path: readonly (string | number)[]): string | undefined {
  return (
    body
      .text(...path)
      ?.slice(0, 10_000)
      .replace(/\{\w{1,100}\}/g, '')
      .trim() || undefined
  );
}

/** An id of which a part was not filled in would be the same for every event. */
function wholeId(body: Json, key: string): string | undefined {
  return /\{\w+\}/.test(body.text(key) ?? '') ? undefined : body.text(key);
}

/** A failed delivery is sent again five times, every 300 seconds; what comes later is another one. */
const repeatedWithinMs = 3_600_000;

/** The same id with another body, or much later, is another change of the same ticket. */
function contentOf({ body, receivedAt }: SourceRequest): string {
  return `${hash('sha256', body).slice(0, 16)}:${Math.floor(receivedAt / repeatedWithinMs)}`;
}

function eventFor(request: SourceRequest, body: Json, settings: SourceSettings): SourceEvent {
  const name = headerOf(request, 'mgr-event-id') ?? 'notification';
  const isPayment = /invoice|payment/i.test(name) && !/fail|declin|refund|void|cancel|overdue|unpaid/i.test(name);
  const type = ownType(body.text('type')) ?? (isPayment ? 'payment.completed' : `mgr.${slugOf(name)}`);
  const total = isPayment
    ? majorAmount(filled(body, 'total'), filled(body, 'currency') ?? settings.currency)
    : undefined;
  const rows = [...ownFields(body), ...otherFields(body, total !== undefined)];
  return eventOf({
    type,
    category: categoryNamed(body.text('category')) ?? settings.category ?? categoryOf(type) ?? categoryByName(name),
    severity: isPayment ? 'success' : 'info',
    id: keyOf('mygadgetrepairs', wholeId(body, 'unique_id'), contentOf(request)),
    correlation_id: correlationOf('mgr', wholeId(body, 'ticket_ref') ?? wholeId(body, 'unique_id')),
    title: filled(body, 'title') ?? humanise(name),
    description: filled(body, 'description'),
    url: webUrl(filled(body, 'url')),
    amount: total,
    fields: fieldsOfRows(rows),
    data: { ...nestedOf(body), ...Object.fromEntries(rows.slice(mostFields)) },
  });
}

/** As many as an event may have; more stand in its data. */
const mostFields = 25;

/** Objects and lists of the template, as they are, for templates and endpoints; not those that no event may hold. */
function nestedOf(body: Json): Record<string, unknown> {
  const fits = (key: string, value: unknown) => eventInputSchema.shape.data.safeParse({ [key]: value }).success;
  const nested = body.entries().flatMap(([key, { value }]): [string, unknown][] => {
    const isNested = typeof value === 'object' && value !== null && key !== 'fields';
    const isOfPerson = withheld.includes(key.toLowerCase()) || personal.test(key) || person.test(key);
    return isNested && !isOfPerson && fits(key, value) ? [[key, value]] : [];
  });
  return Object.fromEntries(nested);
}

/** Fields as our own event form has them. */
function ownFields(body: Json): FieldRow[] {
  return body.list('fields').map((field) => [filled(field, 'name') ?? 'Field', filled(field, 'value')]);
}

/** Every other key of the template; a customer is shown by the first name. */
function otherFields(body: Json, hasTotal: boolean): FieldRow[] {
  return body.entries().flatMap(([key]): FieldRow[] => {
    const value = filled(body, key);
    const isShown = taken.test(key) || personal.test(key) || (hasTotal && /^(total|currency)$/i.test(key));
    if (isShown || value === undefined) return [];
    return [[humanise(key), person.test(key) ? value.split(/\s+/)[0] : value]];
  });
}
