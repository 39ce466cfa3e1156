import type { Source } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, humanise, keyOf, restOf } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { proveBySecret } from './_proof.ts';

/** UniFi Network. Contract: captured requests in the package ubnt_unifi of elastic/integrations. */
export default {
  id: 'unifi-network',
  title: 'UniFi Network',
  link: 'https://help.ui.com/hc/en-us/articles/27721287753239',
  secret: { from: 'crier', name: 'Secret in the address', inUrl: true },
  setup: [
    'In UniFi Network open Settings → Alarm Manager, create an alarm, and add the action Webhook, method POST.',
    'Paste the address {url}; it has to be https with a certificate that is publicly valid.',
  ],
  events: [{ platform: 'any event', type: 'alarm.network', category: 'errors' }],
  prove: proveBySecret,
  translate(request, { category }) {
    const body = readJson(request);
    const listed = body.list('events');
    // Other versions send other bodies; an alarm is never lost for that.
    const all = listed.length === 0 ? [body] : listed;
    const events = all.map((one) =>
      eventOf({
        type: 'alarm.network',
        category: category ?? 'errors',
        severity: 'warning',
        id: keyOf('unifi-network', one.text('alert_id')),
        correlation_id: correlationOf('unifi', one.text('alert_id')),
        title: humanise(one.text('alert_key') ?? one.text('name') ?? one.text('id') ?? 'Network event'),
        fields: fieldsOf({ Event: one.text('id'), Site: one.text('scope', 'site_id') }),
      }),
    );
    const shared = restOf(body, ['events']);
    return {
      events,
      originals: all.length < 2 ? [body.value] : all.map(({ value }) => ({ ...shared, events: [value] })),
    };
  },
} satisfies Source;
