import { hideSecrets } from '../lib/hide-secrets.ts';
import type { EndpointSettings } from '../model/endpoint.ts';
import { labelOf, tokenLike } from './label-of.ts';
import { basicToken } from './request.ts';

/**
 * A function that takes what is secret about an endpoint out of its receiver's words: some answer what they were sent,
 * or the address that they were asked for.
 */
export function redactor(settings: EndpointSettings): (text: string) => string {
  const { pathname, search } = new URL(settings.url);
  const path = `${pathname}${search}`;
  const shown = labelOf(settings.url).replace(/^[^/?]*/, '');
  const hide = hideSecrets(secretsOf(settings));
  return (text) => hide(path === shown ? text : text.replaceAll(path, shown));
}

function secretsOf({ url, secrets, basic, bearer, headers, bodySecrets = {} }: EndpointSettings): string[] {
  const { pathname, searchParams } = new URL(url);
  return [
    ...secrets.map(({ secret }) => secret),
    ...(basic === undefined ? [] : [basicToken(basic), basic.password]),
    bearer ?? '',
    ...Object.values(headers),
    ...Object.values(bodySecrets),
    ...pathname.split('/').filter((part) => tokenLike.test(part)),
    ...searchParams.values(),
  ];
}
