import type { EndpointSettings } from '../model/endpoint.ts';
import type { Rendered } from '../model/message.ts';
import { signatureHeaders } from './sign.ts';

/**
 * The headers and the bytes of a request.
 *
 * @param now epoch milliseconds of the attempt, which are signed.
 */
export function requestOf(
  rendered: Pick<Rendered, 'body' | 'unmasked' | 'headers'>,
  settings: EndpointSettings,
  now: number,
  version: string,
): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify(rendered.unmasked ?? rendered.body);
  const timestamp = Math.floor(now / 1_000);
  const { basic, bearer } = settings;
  const given = Object.entries(settings.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const headers = {
    'user-agent': `Crier/${version}`,
    ...Object.fromEntries(given),
    ...(basic !== undefined && { authorization: `Basic ${basicToken(basic)}` }),
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    'content-type': 'application/json',
    ...rendered.headers,
    'webhook-timestamp': String(timestamp),
    ...signatureHeaders(settings, { id: rendered.headers?.['webhook-id'] ?? '', timestamp, body }, now),
  };
  return { headers, body };
}

/** RFC 7617, in UTF-8. */
export function basicToken({ username, password }: NonNullable<EndpointSettings['basic']>): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}
