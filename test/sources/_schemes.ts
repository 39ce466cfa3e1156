import { createHmac, createSign, hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { crc32 } from 'node:zlib';

// How each platform proves its requests, written from its documentation and not from our code.

/** Headers as a platform spells them. */
type Headers = Readonly<Record<string, string>>;

export interface Scheme {
  /** What a store has set for the samples. */
  secret: string;
  /** The headers that prove a body, given those that the platform sends anyway. */
  headers(body: Buffer, given: Headers): Headers;
  /** Bodies for which the proof of this one does not count; none where it says nothing of the body. */
  forged(body: Buffer): Buffer[];
  /** The query of the address, where the secret is in it. */
  query?: Record<string, string>;
  /** When it was signed, in epoch milliseconds, where a time is signed. */
  signedAt?(given: Headers): number;
}

const testSecret = 'whsec_test_secret';

function signedValue(given: Headers, name: string): string {
  const found = Object.entries(given).find(([one]) => one.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new Error(`The sample has no header ${name}, which is signed.`);
  return found[1];
}

/** One bit changed at the beginning, in the middle and at the end. */
function flipped(body: Buffer): Buffer[] {
  return [0, Math.floor(body.length / 2), body.length - 1].map((at) => {
    const copy = Buffer.from(body);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  });
}

const replaced = (body: Buffer, part: string | RegExp, by: string) => Buffer.from(body.toString().replace(part, by));

interface Hmac {
  algorithm?: 'sha256' | 'sha512' | 'md5' | 'sha1';
  encoding?: 'hex' | 'base64';
  key?: string | Buffer;
}

function hmac(message: string | Buffer, { algorithm = 'sha256', encoding = 'hex', key = testSecret }: Hmac = {}) {
  return createHmac(algorithm, key).update(message).digest(encoding);
}

const after = (prefix: string, body: Buffer) => Buffer.concat([Buffer.from(prefix), body]);

/** An HMAC of the body in a header. */
function signed(header: string, of: Hmac = {}): Scheme {
  return { secret: testSecret, headers: (body) => ({ [header]: hmac(body, of) }), forged: flipped };
}

/** The secret itself in `Authorization`. */
function authorised(value: string): Scheme {
  return { secret: testSecret, headers: () => ({ Authorization: value }), forged: () => [] };
}

const basic = (user: string) => authorised(`Basic ${Buffer.from(`${user}:${testSecret}`).toString('base64')}`);
const bearer = authorised(`Bearer ${testSecret}`);

/** The secret itself in the address. */
const inAddress: Scheme = {
  secret: testSecret,
  headers: () => ({}),
  forged: () => [],
  query: { secret: testSecret },
};

/** The secret itself in the body. */
const inBody: Scheme = {
  secret: testSecret,
  headers: () => ({}),
  forged: (body) => [replaced(body, testSecret, 'whsec_other_secret')],
};

/** Over id, time and body, with a key of base64; a secret that was replaced may sign too, ahead of ours. */
function standardScheme(): Scheme {
  const key = Buffer.from('whsec_test_secret_for_standard_webhooks');
  const prefix = (given: Headers) =>
    Object.keys(given).some((name) => name.toLowerCase() === 'svix-id') ? 'svix' : 'webhook';
  return {
    secret: `whsec_${key.toString('base64')}`,
    headers(body, given) {
      const of = prefix(given);
      const message = after(`${signedValue(given, `${of}-id`)}.${signedValue(given, `${of}-timestamp`)}.`, body);
      const others = (given[`${of}-signature`] ?? '').split(' ').slice(0, -1);
      return { [`${of}-signature`]: [...others, `v1,${hmac(message, { key, encoding: 'base64' })}`].join(' ') };
    },
    forged: flipped,
    signedAt: (given) => Number(signedValue(given, `${prefix(given)}-timestamp`)) * 1_000,
  };
}

const secondsIn = (text: string, key: string) => Number(new RegExp(`(?:^|[,;])${key}=(\\d+)`).exec(text)?.[1]);

export const paypalCertificate = readFileSync(resolve(import.meta.dirname, 'paypal-certificate.pem'), 'utf8');
/** Made for these samples; it proves nothing anywhere else. */
const paypalKey = readFileSync(resolve(import.meta.dirname, 'paypal-key.pem'), 'utf8');
const paypalWebhook = '1TESTWEBHOOKID0000';

/** The scheme of every source, by its id. */
export const schemes: Readonly<Record<string, Scheme>> = {
  alertmanager: bearer,
  botghost: authorised(testSecret),
  buymeacoffee: signed('x-signature-sha256'),
  cloudevents: bearer,
  craftingstore: signed('X-Signature'),
  'discord-format': inAddress,
  easydonate: {
    secret: testSecret,
    headers: () => ({}),
    forged: (body) => [
      replaced(body, /"cost":\d/, '"cost":7'),
      replaced(body, /"payment_id":\d/, '"payment_id":7'),
      replaced(body, '"customer":"', '"customer":"x'),
      replaced(body, '"signature":"', '"signature":"00'),
    ],
  },
  fivemanage: authorised(testSecret),
  github: {
    secret: testSecret,
    headers: (body) => ({
      'X-Hub-Signature': `sha1=${hmac(body, { algorithm: 'sha1' })}`,
      'X-Hub-Signature-256': `sha256=${hmac(body)}`,
    }),
    forged: flipped,
  },
  kofi: inBody,
  lemonsqueezy: signed('X-Signature'),
  loki: basic('crier'),
  mgpass: signed('X-Webhook-Signature'),
  mssgs: inBody,
  mygadgetrepairs: basic('relay'),
  paddle: {
    secret: testSecret,
    headers(body, given) {
      const seconds = secondsIn(signedValue(given, 'Paddle-Signature'), 'ts');
      return { 'Paddle-Signature': `ts=${seconds};h1=${hmac(after(`${seconds}:`, body))}` };
    },
    forged: flipped,
    signedAt: (given) => secondsIn(signedValue(given, 'Paddle-Signature'), 'ts') * 1_000,
  },
  patreon: signed('X-Patreon-Signature', { algorithm: 'md5' }),
  paynow: {
    secret: testSecret,
    headers: (body, given) => ({
      'PayNow-Signature': hmac(after(`${signedValue(given, 'PayNow-Timestamp')}.`, body), { encoding: 'base64' }),
    }),
    forged: flipped,
    signedAt: (given) => Number(signedValue(given, 'PayNow-Timestamp')),
  },
  paypal: {
    secret: paypalWebhook,
    headers(body, given) {
      const [id, time] = ['PAYPAL-TRANSMISSION-ID', 'PAYPAL-TRANSMISSION-TIME'].map((name) => signedValue(given, name));
      const message = `${id}|${time}|${paypalWebhook}|${crc32(body)}`;
      return { 'PAYPAL-TRANSMISSION-SIG': createSign('RSA-SHA256').update(message).sign(paypalKey, 'base64') };
    },
    forged: flipped,
  },
  sellapp: signed('signature'),
  sellauth: signed('X-Signature'),
  sellix: signed('X-Sellix-Signature', { algorithm: 'sha512' }),
  sentry: signed('Sentry-Hook-Signature'),
  shopify: signed('X-Shopify-Hmac-Sha256', { encoding: 'base64' }),
  shoppex: {
    secret: testSecret,
    headers(body, given) {
      const seconds = signedValue(given, 'X-Shoppex-Timestamp');
      const signature = hmac(after(`${signedValue(given, 'X-Shoppex-Delivery')}.${seconds}.`, body));
      return {
        'X-Shoppex-Signature-V2': `v1,t=${seconds},h=${signature}`,
        'X-Shoppex-Signature': hmac(body, { algorithm: 'sha512' }),
      };
    },
    forged: flipped,
    signedAt: (given) => Number(signedValue(given, 'X-Shoppex-Timestamp')) * 1_000,
  },
  'slack-format': inAddress,
  'standard-webhooks': standardScheme(),
  stripe: {
    secret: testSecret,
    headers(body, given) {
      const seconds = secondsIn(signedValue(given, 'Stripe-Signature'), 't');
      return { 'Stripe-Signature': `t=${seconds},v1=${hmac(after(`${seconds}.`, body))}` };
    },
    forged: flipped,
    signedAt: (given) => secondsIn(signedValue(given, 'Stripe-Signature'), 't') * 1_000,
  },
  subscribestar: signed('X-SubscribeStar-Signature', { algorithm: 'md5' }),
  tebex: {
    secret: testSecret,
    headers: (body) => ({ 'X-Signature': hmac(hash('sha256', body)) }),
    forged: flipped,
  },
  'unifi-network': bearer,
  'unifi-protect': bearer,
  woocommerce: signed('X-WC-Webhook-Signature', { encoding: 'base64' }),
};
