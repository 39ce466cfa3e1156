import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadFolder } from '../../src/lib/load-folder.ts';
import { type Category, categories } from '../../src/model/category.ts';
import { isSource, type Source, type SourceRequest, type SourceSettings } from '../../src/model/source.ts';

const root = resolve(import.meta.dirname, '../../src/sources');
const folder = join(root, 'samples');

/** A line of samples/manifest.json. */
interface Entry {
  source: string;
  event: string;
  body: string;
  headers: string;
  secret: string;
  verifyAtMs?: number;
  path?: string;
  webhookId?: string;
  certificate?: string;
  category: string | null;
}

export interface Sample extends Entry {
  /** `payment.completed`, its file's name. */
  name: string;
  request: SourceRequest;
  settings: SourceSettings;
}

const manifest: Entry[] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

/** Samples that another source's contract covers: Svix is Standard Webhooks with its own header names. */
const servedBy: Readonly<Record<string, string>> = { svix: 'standard-webhooks' };

/** Platforms whose secret travels in the address. */
const inUrl = new Set(['slack-format', 'discord-format']);

/** Samples whose category the address says: nothing in them does. */
const byAddress = new Set([
  'slack-format/simple.json',
  'discord-format/content.json',
  'discord-format/embeds.json',
  'botghost/variables.json',
]);

function isCategory(word: string | null): word is Category {
  return categories.some((one) => one === word);
}

function read(entry: Entry): Sample {
  const headers: Record<string, string> = JSON.parse(readFileSync(join(folder, entry.headers), 'utf8'));
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return {
    ...entry,
    source: servedBy[entry.source] ?? entry.source,
    name: entry.body.replace(/^[^/]*\//, '').replace(/\.(json|form|txt)$/, ''),
    request: {
      body: readFileSync(join(folder, entry.body)),
      headers: lower,
      query: inUrl.has(entry.source) ? { secret: entry.secret } : {},
      receivedAt: entry.verifyAtMs ?? Date.UTC(2026, 8, 14, 18, 30),
    },
    settings: {
      secrets: ['another secret', entry.webhookId ?? entry.secret],
      currency: 'EUR',
      ...(byAddress.has(entry.body) && isCategory(entry.category) ? { category: entry.category } : {}),
    },
  };
}

/** Every sample with everything a source is given. */
export const allSamples: readonly Sample[] = manifest.map(read);

/** Every source by its id. */
export async function loadSources(): Promise<ReadonlyMap<string, Source>> {
  const files = await loadFolder(new URL(`file://${root}/`), isSource, 'a source');
  return new Map(files.map(({ name, value }) => [name, value]));
}

/** The certificate of the samples, whatever is asked for. */
export const sampleTools = {
  certificate: async () => readFileSync(join(folder, 'paypal/test-cert.pem'), 'utf8'),
};

/** A request with one thing changed. */
export function changed(request: SourceRequest, parts: Partial<SourceRequest>): SourceRequest {
  return { ...request, ...parts };
}
