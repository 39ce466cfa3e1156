import type { EndpointSettings } from '../../model/endpoint.ts';
import type { Outcome } from '../../model/outcome.ts';
import { basicToken } from './request.ts';

/** Shorter values would blot out words that are no secret. */
const shortest = 6;

/** An outcome whose reason holds none of our secrets: some receivers answer what they were sent. */
export function redact(outcome: Outcome, settings: EndpointSettings): Outcome {
  if (!('reason' in outcome)) return outcome;
  const reason = secretsOf(settings).reduce((text, secret) => text.replaceAll(secret, '••••'), outcome.reason);
  return { ...outcome, reason };
}

function secretsOf({ secrets, basic, bearer, headers }: EndpointSettings): string[] {
  const all = [
    ...secrets.map(({ secret }) => secret),
    ...(basic === undefined ? [] : [basicToken(basic), basic.password]),
    bearer ?? '',
    ...Object.values(headers),
  ];
  return all.filter((one) => one.length >= shortest).sort((a, b) => b.length - a.length);
}
