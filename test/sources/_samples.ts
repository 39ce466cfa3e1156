import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadFolder } from '../../src/lib/load-folder.ts';
import {
  isSource,
  type Source,
  type SourceRequest,
  type SourceSample,
  type SourceSettings,
} from '../../src/model/source.ts';
import { readRequests, requestFolders } from '../../src/samples/requests.ts';
import { paypalCertificate, type Scheme, schemes } from './_schemes.ts';

const src = resolve(import.meta.dirname, '../../src');
const folder = join(src, 'samples/requests');

/** A request of a platform with everything that its source is given. */
export interface Sample {
  source: string;
  /** `payment.completed`, or `handshakes/ping`. */
  name: string;
  scheme: Scheme;
  request: SourceRequest;
  settings: SourceSettings;
}

/** A time that no sample says, where none is signed. */
const anyTime = Date.UTC(2026, 8, 14, 18, 30);

/** How the samples of a source are proven. @throws Error where nothing is written down for it. */
export function schemeOf(source: string): Scheme {
  const scheme = schemes[source];
  if (scheme === undefined) throw new Error(`test/sources/_schemes.ts does not say how ${source} proves its requests.`);
  return scheme;
}

function sampleOf(group: string, { source, name, headers, body }: SourceSample): Sample {
  const scheme = schemeOf(source);
  return {
    source,
    name: `${group}${name}`,
    scheme,
    request: { body, headers, query: scheme.query ?? {}, receivedAt: scheme.signedAt?.(headers) ?? anyTime },
    settings: { secrets: ['another secret', scheme.secret], currency: 'EUR' },
  };
}

/** Every sample, by platform and name. */
export const allSamples: readonly Sample[] = requestFolders().flatMap(({ source, url }) => {
  const handshakes = new URL('handshakes/', url);
  return [
    ...readRequests(source, url).map((one) => sampleOf('', one)),
    ...(existsSync(handshakes) ? readRequests(source, handshakes).map((one) => sampleOf('handshakes/', one)) : []),
  ];
});

/** The headers of a sample, as the platform spells them, and the file that holds them. */
export function headersOf({ source, name }: Sample): { file: string; headers: Record<string, string> } {
  const file = join(folder, source, `${name}.headers.json`);
  return { file, headers: JSON.parse(readFileSync(file, 'utf8')) };
}

/** Every source by the name of its file. */
export async function loadSources(): Promise<ReadonlyMap<string, Source>> {
  const files = await loadFolder(pathToFileURL(`${src}/sources/`), isSource, 'a source');
  return new Map(files.map(({ name, value }) => [name, value]));
}

/** The certificate of the samples, whatever is asked for. */
export const sampleTools = { certificate: async () => paypalCertificate };

/** A request with one thing changed. */
export function changed(request: SourceRequest, parts: Partial<SourceRequest>): SourceRequest {
  return { ...request, ...parts };
}
