import type { z } from 'zod';
import { type EndpointSettings, endpointSettingsSchema } from '../../model/endpoint.ts';
import { CrierError, type InputError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import { isAllowedHost, refusedAddress } from '../../outbound/guard.ts';
import { standardKey } from '../../outbound/sign.ts';
import { envelopeOf } from './envelope.ts';
import { type Compiled, compileBody, compileHeader, isHeaderTemplate } from './templates.ts';

/** Set by the request itself, or meaningless: RFC 9110 and the connection's own. */
const ownHeaders =
  /^(host|content-type|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|proxy-.*|webhook-.*|crier-.*|x-webhook-signature.*)$/i;

const mostHeaders = 30;

/**
 * Checks the settings of an endpoint as an owner wrote them.
 *
 * @param allowedHosts hosts, with or without a port, that http and private addresses are allowed for.
 * @throws CrierError `invalid_destination` that names each wrong field and what was expected.
 */
export function acceptSettings(wanted: unknown, allowedHosts: readonly string[]): EndpointSettings {
  const parsed = endpointSettingsSchema.safeParse(wanted);
  if (!parsed.success) throw refuse(fromZod(parsed.error));
  const settings = parsed.data;
  const errors = [
    ...urlErrors(settings.url, allowedHosts),
    ...secretErrors(settings),
    ...headerErrors(settings),
    ...bodyErrors(settings),
  ];
  if (errors.length > 0) throw refuse(errors);
  return { ...settings, url: withoutHash(settings.url) };
}

function fromZod(error: z.ZodError): InputError[] {
  return error.issues.flatMap((issue) => {
    const wrong = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    const message = issue.code === 'unrecognized_keys' ? 'is not known here' : issue.message;
    return wrong.map((path) => ({ path: path.join('.'), message }));
  });
}

function refuse(errors: readonly InputError[]): CrierError {
  const text = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return new CrierError('invalid_destination', `That endpoint cannot be: ${text}.`, { errors });
}

function withoutHash(text: string): string {
  const url = new URL(text);
  url.hash = '';
  return url.href;
}

function urlErrors(text: string, allowedHosts: readonly string[]): InputError[] {
  const wrong = (message: string) => [{ path: 'url', message }];
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) return wrong('expected a URL that begins with https://');
  if (url.username !== '' || url.password !== '')
    return wrong('expected a URL without a password in it; give it as basic');
  if (isAllowedHost(url, allowedHosts)) return [];
  if (url.protocol !== 'https:') {
    return wrong(`expected https; http is for hosts that the operator allows (CRIER_ENDPOINT_HOSTS=${url.host})`);
  }
  const address = refusedAddress(url.hostname);
  if (address === undefined) return [];
  return wrong(
    `${address} is not an address of the internet; the operator can allow it (CRIER_ENDPOINT_HOSTS=${url.host})`,
  );
}

function secretErrors({ signature, secrets }: EndpointSettings): InputError[] {
  if (signature === 'none') return [];
  if (secrets.length === 0) return [{ path: 'secret', message: 'expected a secret to sign with' }];
  const isStandard = signature === 'standard' || signature === 'both';
  if (!isStandard || secrets.every(({ secret }) => standardKey(secret) !== undefined)) return [];
  const message = 'expected whsec_ and the base64 of 24 to 64 random bytes: echo whsec_$(openssl rand -base64 32)';
  return [{ path: 'secret', message }];
}

function headerErrors({ headers, basic, bearer }: EndpointSettings): InputError[] {
  const names = Object.keys(headers);
  const errors = names.flatMap((name): InputError[] => {
    const path = `headers.${name}`;
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(name))
      return [{ path, message: 'expected a name of letters, digits and -' }];
    if (ownHeaders.test(name)) return [{ path, message: 'is set by Crier itself' }];
    if (names.some((other) => other !== name && other.toLowerCase() === name.toLowerCase()))
      return [{ path, message: 'expected it once; capitals do not count' }];
    if (!/^[\x20-\x7e\xa0-\xff]*$/.test(headers[name] ?? ''))
      return [{ path, message: 'expected one line of Latin characters' }];
    const value = headers[name] ?? '';
    if (isHeaderTemplate(value)) return templateErrors(path, compileHeader(value, exampleEvents().map(envelopeOf)));
    return [];
  });
  if (names.length > mostHeaders) errors.push({ path: 'headers', message: `expected at most ${mostHeaders}` });
  const authorizations = [
    basic === undefined ? '' : 'basic',
    bearer === undefined ? '' : 'bearer',
    names.some((name) => name.toLowerCase() === 'authorization') ? 'headers.Authorization' : '',
  ].filter(Boolean);
  if (authorizations.length > 1)
    errors.push({
      path: authorizations[1] ?? '',
      message: `expected one of ${authorizations.join(' and ')}: they fill the same header`,
    });
  if (basic?.username.includes(':'))
    errors.push({ path: 'basic.username', message: 'expected a name without a colon' });
  if (bearer !== undefined && !/^[\x21-\x7e]+$/.test(bearer))
    errors.push({ path: 'bearer', message: 'expected a token without blanks' });
  return errors;
}

function bodyErrors({ body, bodySecrets = {} }: EndpointSettings): InputError[] {
  const names = Object.keys(bodySecrets);
  const wrong = names.filter((name) => !/^[A-Za-z_]\w{0,63}$/.test(name));
  if (wrong.length > 0)
    return wrong.map((name) => ({ path: `body_secrets.${name}`, message: 'expected a word such as token' }));
  if (body === undefined) return [];
  const examples = exampleEvents().map((event) => ({ ...envelopeOf(event), secrets: bodySecrets }));
  return templateErrors('body', compileBody(body, names, examples));
}

function templateErrors(path: string, compiled: Compiled): InputError[] {
  if (compiled.ok) return [];
  const { problem, line, column } = compiled;
  const place = line === undefined ? '' : `line ${line}, column ${column}: `;
  return [{ path, message: `${place}${problem}` }];
}

/** A template has to fit the barest event and a full one. */
function exampleEvents(): Event[] {
  const bare: Event = {
    id: 'evt_00000000000000000000000000000000',
    store: 'main',
    type: 'payment.completed',
    category: 'transactions',
    severity: 'info',
    occurredAt: 0,
    acceptedAt: 0,
  };
  const person = {
    name: 'Steve "the \\ miner"',
    id: '1',
    avatar_url: 'https://example.com/a',
    profile_url: 'https://example.com/b',
  };
  const full: Event = {
    ...bare,
    type: 'gift.sent',
    severity: 'success',
    player: person,
    recipient: person,
    amount: { value: '9.99', currency: 'EUR' },
    data: { package: 'Pet Dragon', message: 'Happy birthday!', transaction_id: 'tbx-4720' },
  };
  return [bare, full];
}
