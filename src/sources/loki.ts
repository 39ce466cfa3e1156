import { Json } from '../lib/json-reader.ts';
import { CrierError } from '../model/errors.ts';
import type { Source } from '../model/source.ts';
import { readJson } from './_body.ts';
import { type LogLine, labelsOf, logEvents, readLine } from './_log-line.ts';
import { proveBySecret } from './_proof.ts';

/** Loki's push format, as ox_lib's logger sends it. Contract: Grafana Loki HTTP API, "Ingest logs". */
export default {
  id: 'loki',
  title: 'Loki push (ox_lib logger)',
  link: 'https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs',
  secret: { from: 'crier', name: 'Password (loki:password)' },
  setup: [
    'In server.cfg of the FiveM server: set ox:logger "loki", set loki:endpoint "<the address of Crier>", set loki:user "crier", set loki:password "<the secret>".',
    'ox_lib adds /loki/api/v1/push to the address by itself; other senders of Loki push to {url}.',
    'Lines at the level error go to the errors; give --category to say where the rest belongs.',
  ],
  events: [
    { platform: 'lines at the level error and above', type: 'log.<event>', category: 'errors' },
    { platform: 'any other line', type: 'log.<event>', category: 'processing' },
  ],
  prove: proveBySecret,
  translate(request, settings) {
    const streams = readJson(request).at('streams');
    if (!Array.isArray(streams.value)) {
      throw new CrierError('invalid_json', 'The body has no list "streams". Send Loki\'s push format as JSON.');
    }
    const lines = streams.list().flatMap(linesOf);
    return { ...logEvents('loki', lines, '[time in nanoseconds, text]', settings), answer: { status: 204 } };
  },
} satisfies Source;

/** The lines of a stream; one that has no list of them is a line that cannot be read. */
function linesOf(stream: Json): (LogLine | undefined)[] {
  if (!['values', 'entries'].some((name) => Array.isArray(stream.at(name).value))) return [undefined];
  const labels = labelsOf(stream.at('stream'));
  const lines = stream.list('values').map((value) => {
    if (typeof value.at(1).value !== 'string') return undefined;
    return lineOf(labels, value.text(1) ?? '', nanoseconds(value.text(0)), value.at(2));
  });
  return [...lines, ...olderLinesOf(stream)];
}

/** The form before Loki 0.4, which some senders kept: `{labels: '{job="store"}', entries: [{ts, line}]}`. */
function olderLinesOf(stream: Json): (LogLine | undefined)[] {
  const pairs = (stream.text('labels') ?? '').slice(0, 10_000).matchAll(/(\w{1,256})="((?:[^"\\]|\\.){0,1000})"/g);
  const labels = Object.fromEntries(
    [...pairs].map(([, name = '', value = '']) => [name, value.replace(/\\(.)/g, '$1')]),
  );
  return stream.list('entries').map((entry) => {
    if (typeof entry.at('line').value !== 'string') return undefined;
    return lineOf(labels, entry.text('line') ?? '', entry.time('ts'), new Json(undefined));
  });
}

/** @param metadata of the line alone. */
function lineOf(labels: Record<string, string>, text: string, occurredAt: string | undefined, metadata: Json): LogLine {
  const parts = readLine(text);
  const own = { ...labels, ...labelsOf(metadata), ...labelsOf(parts) };
  return {
    name: own['event'] ?? own['service'] ?? own['job'],
    message: own['message'] ?? own['msg'],
    levels: ['level', 'severity', 'detected_level'].flatMap((name) => [own[name], labels[name]]),
    occurredAt,
    labels: without(own, ['event', 'service', 'job', 'msg', 'service_name']),
    original: { stream: labels, ...(metadata.exists ? { metadata: metadata.value } : {}), line: parts.value },
  };
}

function without(labels: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

function nanoseconds(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{16,20}$/.test(text)) return undefined;
  const at = new Date(Number(text.slice(0, -6)));
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9_999 ? undefined : at.toISOString();
}
