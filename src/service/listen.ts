import { once } from 'node:events';
import type { Server } from 'node:http';
import { serviceUrl } from '../lib/service-url.ts';
import type { Settings } from '../settings/settings.ts';

type Place = Pick<Settings, 'host' | 'port' | 'portFrom'>;

/** Opens the port. @throws Error with the cure, where it cannot be had. */
export async function listen(http: Server, { host, port, portFrom }: Place): Promise<void> {
  http.requestTimeout = 30_000;
  http.headersTimeout = 10_000;
  http.listen(port, host);
  try {
    await once(http, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const place = `${host}:${port}${portFrom === 'CRIER_PORT' ? '' : ` (${portFrom})`}`;
    if (code === 'EADDRINUSE') {
      throw new Error(`Cannot listen on ${place}: the port is taken. Stop the other program, or set CRIER_PORT.`);
    }
    if (code === 'EACCES') throw new Error(`Cannot listen on ${place}: not allowed. Set CRIER_PORT to 1024 or more.`);
    if (code === 'EADDRNOTAVAIL')
      throw new Error(`Cannot listen on ${host}: this machine has no such address. Set CRIER_HOST.`);
    throw error;
  }
}

/** The address it listens at, for people: `http://127.0.0.1:8787`. */
export function urlOf(http: Server, { host, port }: Pick<Settings, 'host' | 'port'>): string {
  const address = http.address();
  return serviceUrl({ host, port: typeof address === 'object' && address !== null ? address.port : port });
}

/** Takes no more requests; resolves when those under way are answered, streams aside. */
export async function closeHttp(http: Server): Promise<void> {
  const closed = once(http, 'close');
  http.close();
  http.closeIdleConnections();
  // Streams of events never end by themselves.
  const late = setTimeout(() => http.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(late);
}
