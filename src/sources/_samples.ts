import { readFileSync } from 'node:fs';
import type { SourceSample } from '../model/source.ts';

const folder = new URL('./samples/', import.meta.url);

/** The parts of a line of manifest.json that are used here. */
interface Entry {
  source: string;
  body: string;
  headers: string;
  category: string | null;
}

let loaded: readonly SourceSample[] | undefined;

/** Every sample that becomes an event, in the order of the manifest. Reads files, once. */
export function loadSamples(): readonly SourceSample[] {
  loaded ??= readSamples();
  return loaded;
}

function readSamples(): SourceSample[] {
  const manifest: Entry[] = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'));
  return manifest
    .filter(({ category }) => category !== null)
    .map(({ source, body, headers }) => ({
      // Svix is Standard Webhooks with header names of its own.
      source: source === 'svix' ? 'standard-webhooks' : source,
      name: body.replace(/^[^/]*\//, '').replace(/\.(json|form|txt)$/, ''),
      headers: lowerCased(JSON.parse(readFileSync(new URL(headers, folder), 'utf8'))),
      body: readFileSync(new URL(body, folder)),
    }));
}

function lowerCased(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
