import type { Json } from '../lib/json-reader.ts';
import { CrierError } from '../model/errors.ts';
import type { Source } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, humanise, keyOf, webUrl } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { proveBySecret } from './_proof.ts';

/** UniFi Protect's alarm manager. Contract: captured requests; the user agent is the platform's own. */
export default {
  id: 'unifi-protect',
  title: 'UniFi Protect',
  link: 'https://help.ui.com/hc/en-us/articles/25478744592023',
  secret: { from: 'crier', name: 'Secret in the address', inUrl: true },
  setup: [
    'In Protect open Alarm Manager, choose or create an alarm, and add the action Webhook → Custom Webhook, method POST.',
    'Paste the address {url}; it has to be https with a certificate that is publicly valid.',
  ],
  events: [{ platform: 'any alarm', type: 'alarm.triggered', category: 'processing' }],
  recognises: ({ headers }) => headers['user-agent'] === 'protect-alarm-manager',
  prove: proveBySecret,
  translate(request, { category }) {
    const body = readJson(request);
    const alarm = body.at('alarm');
    if (alarm.entries().length === 0) {
      throw new CrierError('invalid_json', 'The body has no "alarm", as every webhook of the Alarm Manager has.');
    }
    const triggers = alarm.list('triggers');
    const [first] = triggers;
    const id = first?.text('eventId');
    const words = [...new Set(triggers.map((one) => humanise(one.text('key') ?? '')).filter((word) => word !== ''))];
    const detail = [first?.text('button'), first?.text('value'), first?.text('group')].filter(Boolean).join(', ');
    const event = eventOf({
      type: 'alarm.triggered',
      category: category ?? 'processing',
      severity: 'warning',
      id: keyOf('unifi-protect', id, first?.text('key'), first?.text('device')),
      correlation_id: correlationOf('unifi', id),
      occurred_at: first?.time('timestamp') ?? body.time('timestamp'),
      url: webUrl(alarm.text('eventLocalLink')),
      title: alarm.text('name')?.slice(0, 300) ?? 'Alarm',
      fields: fieldsOf({
        What: words.join(', '),
        Detail: detail,
        Zone: zonesOf(triggers),
        Device: [...new Set(triggers.map((one) => one.text('device')).filter(Boolean))].join(', '),
      }),
    });
    return { events: [event] };
  },
} satisfies Source;

/** `{line: [], zone: [1]}`: the numbers of the zones that were entered, by their kind where it is another. */
function zonesOf(triggers: readonly Json[]): string {
  const zones = triggers.flatMap((one) =>
    one.entries('zones').flatMap(([kind, numbers]) =>
      numbers
        .list()
        .map((number) => number.text())
        .filter((number) => number !== undefined)
        .map((number) => (kind === 'zone' ? number : `${kind} ${number}`)),
    ),
  );
  return [...new Set(zones)].slice(0, 50).join(', ');
}
