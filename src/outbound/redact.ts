import type { EndpointSettings } from '../model/endpoint.ts';
import { labelOf, tokenLike } from './label-of.ts';
import { basicToken } from './request.ts';

/** The shortest value that is masked: a shorter one would blot out words that are no secret. */
const shortest = 6;

const hidden = '••••';

/**
 * A function that takes what is secret about an endpoint out of its receiver's words: some answer what they were sent,
 * or the address that they were asked for.
 */
export function redactor(settings: EndpointSettings): (text: string) => string {
  const { pathname, search } = new URL(settings.url);
  const path = `${pathname}${search}`;
  const shown = labelOf(settings.url).replace(/^[^/?]*/, '');
  const secrets = secretsOf(settings).flatMap(waysToWrite);
  const known = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  return (text) => {
    const start = path === shown ? text : text.replaceAll(path, shown);
    return known.reduce((said, secret) => said.replaceAll(secret, hidden), start);
  };
}

function secretsOf({ url, secrets, basic, bearer, headers }: EndpointSettings): string[] {
  const { pathname, searchParams } = new URL(url);
  const all = [
    ...secrets.map(({ secret }) => secret),
    ...(basic === undefined ? [] : [basicToken(basic), basic.password]),
    bearer ?? '',
    ...Object.values(headers),
    ...pathname.split('/').filter((part) => tokenLike.test(part)),
    ...searchParams.values(),
  ];
  return all.filter((one) => one.length >= shortest);
}

/** As itself, in JSON, in an address and in HTML. */
function waysToWrite(secret: string): string[] {
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  ];
}
