import { Agent, request } from 'undici';
import type { Clock } from '../lib/clock.ts';
import { codeOf, neverSent } from '../lib/network-error.ts';
import { readText } from '../lib/read-text.ts';
import { isAllowedHost, publicLookup, refusedAddress } from './guard.ts';

/** The end of a request. Texts hold nothing of the URL but its host. */
export type Posted =
  | { kind: 'answered'; status: number; headers: Readonly<Record<string, string | undefined>>; body: string }
  /** It never left this machine. */
  | { kind: 'not sent'; reason: string }
  /** It left, and no answer came. */
  | { kind: 'no answer'; reason: string };

/** The time limit from the first byte of the connection to the last one that is read. */
export const timeoutMs = 5_000;

const longestAnswer = 16 * 1024;

const agentOptions = { keepAliveTimeout: 30_000, headersTimeout: 0, bodyTimeout: 0, maxResponseSize: -1 };

/** Posts to the addresses of strangers: no redirect is followed, no private address is called. */
export class HttpPost {
  readonly #clock: Clock;
  readonly #allowedHosts: readonly string[];
  readonly #agent = new Agent({ ...agentOptions, connect: { timeout: timeoutMs, lookup: publicLookup() } });
  /** The agent for hosts that the operator has allowed by name. */
  readonly #openAgent = new Agent({ ...agentOptions, connect: { timeout: timeoutMs } });
  #inFlight = 0;

  constructor(clock: Clock, allowedHosts: readonly string[]) {
    this.#clock = clock;
    this.#allowedHosts = allowedHosts;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** One request, at most 5 s. Never throws. */
  async post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<Posted> {
    const url = new URL(address);
    const isAllowed = isAllowedHost(url, this.#allowedHosts);
    const refused = isAllowed ? undefined : refusedAddress(url.hostname);
    if (refused !== undefined) return { kind: 'not sent', reason: notOfTheInternet(refused) };
    if (!isAllowed && url.protocol !== 'https:') {
      return { kind: 'not sent', reason: `${url.host} is not a host that http is allowed for` };
    }
    const late = new AbortController();
    const cancel = this.#clock.after(timeoutMs, () => late.abort());
    this.#inFlight += 1;
    try {
      const response = await request(url, {
        method: 'POST',
        dispatcher: isAllowed ? this.#openAgent : this.#agent,
        headers,
        body,
        signal: late.signal,
      });
      return {
        kind: 'answered',
        status: response.statusCode,
        headers: first(response.headers),
        body: await readText(response.body, longestAnswer),
      };
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ERR_REFUSED_ADDRESS') {
        const where = error instanceof Error ? error.message : url.hostname;
        return { kind: 'not sent', reason: notOfTheInternet(where) };
      }
      if (late.signal.aborted) return { kind: 'no answer', reason: `no answer within ${timeoutMs / 1_000} s` };
      if (neverSent(code)) return { kind: 'not sent', reason: `${url.host} cannot be reached (${code})` };
      return { kind: 'no answer', reason: `the connection broke before an answer came (${code})` };
    } finally {
      this.#inFlight -= 1;
      cancel();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#agent.destroy(), this.#openAgent.destroy()]);
  }
}

function notOfTheInternet(what: string): string {
  return `${what}, which is not an address of the internet; the operator can allow the host (CRIER_ENDPOINT_HOSTS)`;
}

function first(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value[0] : value]),
  );
}
