import { EnvHttpProxyAgent, fetch } from 'undici';
import type { HttpProxy } from '../model/http-proxy.ts';

const keptMs = 24 * 3_600_000;
const mostKept = 20;
const withinMs = 5_000;
const longest = 64 * 1024;

/**
 * Fetches public certificates (PEM) over HTTPS and keeps each for a day. The caller has to say which hosts are to
 * be trusted.
 */
export function createCertificates(now: () => number, proxy?: HttpProxy): (url: string) => Promise<string> {
  const dispatcher = proxy && new EnvHttpProxyAgent({ httpProxy: '', httpsProxy: proxy.url, noProxy: proxy.except });
  const kept = new Map<string, { pem: string; until: number }>();
  return async (url) => {
    const known = kept.get(url);
    if (known !== undefined && known.until > now()) return known.pem;
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
      ...(dispatcher !== undefined && { dispatcher }),
    });
    if (!response.ok) throw new Error(`the certificate could not be fetched: ${response.status}`);
    const pem = await response.text();
    if (pem.length > longest || !pem.includes('BEGIN CERTIFICATE')) throw new Error('what came is no certificate');
    if (kept.size >= mostKept) kept.clear();
    kept.set(url, { pem, until: now() + keptMs });
    return pem;
  };
}
