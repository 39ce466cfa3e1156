import { createServer } from 'node:net';
import { serviceUrl } from '../lib/service-url.ts';
import type { Settings } from '../settings/settings.ts';
import { compareClock } from './check-clock.ts';
import { bad, type Finding, note, ok } from './finding.ts';

const patienceMs = 5_000;

/** The service itself: running and ready, or its port free to be taken. */
export async function checkService({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<Finding[]> {
  const url = serviceUrl({ host, port });
  const taken = bad(`another program answers at ${url}`, 'Stop it, or set CRIER_PORT to a free port.');
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(patienceMs) });
    const body: unknown = await response.json().catch(() => undefined);
    if (typeof body !== 'object' || body === null || !('lanes' in body)) return [taken];
    if (!response.ok) {
      return [bad(`Crier runs at ${url}, but is not ready: ${JSON.stringify(body)}`, 'Its log says why.')];
    }
    return [ok(`Crier runs at ${url} and is ready`), ...compareClock(response, 'the service')];
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return [taken];
    return [await freePort(host, port)];
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
