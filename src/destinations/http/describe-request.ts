import type { RequestPreview } from '../../model/destination-kind.ts';
import type { EndpointSettings } from '../../model/endpoint.ts';
import { labelOf } from '../../outbound/label-of.ts';

/** The text that stands for a secret. */
export const hidden = '••••';

/** A value that is filled in and nothing else. */
const isBareTag = /^\{\{[^}]*\}\}$|^\{[\w.]+\}$/;

/** The request with its secrets masked; signatures are made when it is sent. */
export function describeRequest(
  headers: Readonly<Record<string, string>>,
  body: unknown,
  settings: EndpointSettings,
): RequestPreview {
  const secret = Object.entries(settings.headers).filter(([, value]) => !isBareTag.test(value));
  const own = new Set(secret.map(([name]) => name.toLowerCase()));
  const shown = Object.entries(headers).map(([name, value]) => {
    if (name === 'authorization' && !own.has(name)) return [name, `${value.split(' ')[0]} ${hidden}`];
    return [name, own.has(name) ? hidden : value];
  });
  return {
    method: 'POST',
    url: `${new URL(settings.url).protocol}//${labelOf(settings.url)}`,
    headers: Object.fromEntries(shown),
    body,
  };
}
