import type { Json } from '../lib/json-reader.ts';
import type { Source } from '../model/source.ts';
import { readJson } from './_body.ts';
import { type LogLine, labelsOf, logEvents } from './_log-line.ts';
import { proveBySecret } from './_proof.ts';

/** Fivemanage's log format, as ox_lib and its SDK send it. Contract: Fivemanage documentation, "Logs". */
export default {
  id: 'fivemanage',
  title: 'Fivemanage logs',
  link: 'https://docs.fivemanage.com/logs',
  secret: { from: 'crier', name: 'API key' },
  setup: [
    'In the resource that sends to Fivemanage replace the host https://api.fivemanage.com by the address of Crier (or the whole address by {url}).',
    'Put the secret that Crier shows in the place of the API key; it travels bare in the header Authorization.',
  ],
  events: [
    { platform: 'lines at the level error', type: 'log.<service>', category: 'errors' },
    { platform: 'any other line', type: 'log.<service>', category: 'processing' },
  ],
  prove: proveBySecret,
  translate(request, settings) {
    const body = readJson(request);
    const lines = Array.isArray(body.value) ? body.list() : [body];
    return {
      ...logEvents('fivemanage', lines.map(lineOf), 'an object with "message" or "metadata"', settings),
      answer: ok,
    };
  },
} satisfies Source;

const ok = { status: 200, body: { status: 'ok' } };

function lineOf(line: Json): LogLine | undefined {
  if (line.text('message') === undefined && !line.at('metadata').exists) return undefined;
  const { service, ...labels } = labelsOf(line.at('metadata'));
  const resource = line.text('resource');
  return {
    name: service ?? line.text('service'),
    message: line.text('message'),
    levels: [line.text('level')],
    occurredAt: line.time('timestamp'),
    labels: { ...labels, ...(resource === undefined ? {} : { resource }) },
    original: line.value,
  };
}
