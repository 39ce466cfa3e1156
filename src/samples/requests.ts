import { readdirSync, readFileSync } from 'node:fs';
import type { SourceSample } from '../model/source.ts';

const folder = new URL('./requests/', import.meta.url);

let loaded: readonly SourceSample[] | undefined;

/** Every request of a platform that becomes an event, by platform and name. Reads files, once. */
export function loadRequests(): readonly SourceSample[] {
  loaded ??= requestFolders().flatMap(({ source, url }) => readRequests(source, url));
  return loaded;
}

/** The folders with requests, one for each platform, named after its source. */
export function requestFolders(): { source: string; url: URL }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ source: name, url: new URL(`${name}/`, folder) }))
    .sort((a, b) => (a.source < b.source ? -1 : 1));
}

/**
 * The requests of one folder, by name: each is a body, `<name>.json` (`.form`, `.txt`), and beside it
 * `<name>.headers.json`. What a source answers without an event stands apart, in `handshakes/`.
 *
 * @throws Error where a body has no headers beside it, or headers that are no JSON.
 */
export function readRequests(source: string, url: URL): SourceSample[] {
  return readdirSync(url)
    .filter((file) => /\.(json|form|txt)$/.test(file) && !file.endsWith('.headers.json'))
    .map((file) => ({ file, name: file.replace(/\.\w+$/, '') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ file, name }) => ({
      source,
      name,
      headers: readHeaders(new URL(`${name}.headers.json`, url)),
      body: readFileSync(new URL(file, url)),
    }));
}

function readHeaders(url: URL): Record<string, string> {
  const headers: Record<string, unknown> = JSON.parse(readFileSync(url, 'utf8'));
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
