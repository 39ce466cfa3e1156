import { createServer } from 'node:net';
import { serviceUrl } from '../lib/service-url.ts';
import type { Need } from '../model/need.ts';
import type { Settings } from '../settings/settings.ts';
import { compareClock } from './check-clock.ts';
import { bad, type Finding, note, ok } from './finding.ts';

const patienceMs = 5_000;

/** Asks the running service for all that needs a person in a store. Rejects where it does not tell. */
export type AskNeeds = (store: string) => Promise<readonly Pick<Need, 'what' | 'reason' | 'cure'>[]>;

/**
 * The service itself: running and ready, with all that needs a person by its own verdict; or its port free to be taken.
 */
export async function checkService(
  { host, port, stores }: Pick<Settings, 'host' | 'port' | 'stores'>,
  askNeeds: AskNeeds,
): Promise<Finding[]> {
  const url = serviceUrl({ host, port });
  const taken = bad(`another program answers at ${url}`, 'Stop it, or set CRIER_PORT to a free port.');
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(patienceMs) });
    const body: unknown = await response.json().catch(() => undefined);
    if (typeof body !== 'object' || body === null || !('lanes' in body)) return [taken];
    if (!response.ok) {
      return [bad(`Crier runs at ${url}, but is not ready: ${JSON.stringify(body)}`, 'Its log says why.')];
    }
    const verdicts = await Promise.all(stores.map(({ store }) => verdictOf(store.id, askNeeds)));
    return [ok(`Crier runs at ${url} and is ready`), ...compareClock(response, 'the service'), ...verdicts.flat()];
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return [taken];
    return [await freePort(host, port)];
  }
}

/** A running service says itself how it stands; the same as "status" shows. */
async function verdictOf(store: string, askNeeds: AskNeeds): Promise<Finding[]> {
  const of = store === 'main' ? '' : ` of the store ${store}`;
  try {
    const needs = await askNeeds(store);
    if (needs.length === 0) return [ok(`the service says that all is well${of}`)];
    return needs.map(({ what, reason, cure }) => bad(`${what}${of}: ${reason}`, cure));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      bad(
        `the service does not tell how it stands${of}: ${reason}`,
        'Run this as the user that runs Crier, or give an API key with --key.',
      ),
    ];
  }
}

/** Nobody answered: whether the port could be had. */
async function freePort(host: string, port: number): Promise<Finding> {
  const server = createServer();
  const code = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  const place = `${host}:${port}`;
  if (code === undefined) return note(`Crier does not run; ${place} is free`, 'Start it with: npm start');
  if (code === 'EADDRINUSE') return bad(`another program has ${place}`, 'Stop it, or set CRIER_PORT to a free port.');
  if (code === 'EACCES') return bad(`port ${port} is not allowed to this user`, 'Set CRIER_PORT to 1024 or more.');
  return bad(`${host} is no address of this machine (${code})`, 'Set CRIER_HOST to 127.0.0.1 or 0.0.0.0.');
}
