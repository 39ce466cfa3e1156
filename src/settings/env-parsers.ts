import { isIP } from 'node:net';
import path from 'node:path';
import { webhookUrl } from '../contract/discord-codecs.ts';
import { accept, type Parsed, refuse } from '../contract/parsed.ts';
import { isSnowflake, snowflakeForm } from '../discord/snowflake.ts';
import { didYouMean } from '../lib/did-you-mean.ts';
import { limitForm, parseLimit } from '../lib/limit.ts';
import type { Limit, Settings } from './settings.ts';

/** The variables that the meaning of others depends on. */
export interface ParseContext {
  /** The working folder that relative paths count from. */
  cwd: string;
  /** DISCORD_API_BASE. */
  apiBase: string;
}

export type Parser<T> = (text: string, context: ParseContext) => Parsed<T>;

/** Any text. */
export const parseText: Parser<string> = (text) => accept(text);

export const parseHost: Parser<string> = (text) =>
  /^(\[?[0-9a-f:]*:[0-9a-f:.]*\]?|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$/i.test(text)
    ? accept(text.replace(/^\[|\]$/g, ''))
    : refuse(
        'is not an address to listen on',
        'an IP address or a host name, without http:// and without a port',
        'Write 127.0.0.1 for this machine alone, or 0.0.0.0 for everyone who can reach it.',
      );

/** Hosts, with or without a port, between commas. */
export const parseHosts: Parser<readonly string[]> = (text) => {
  const hosts = text.split(/[\s,]+/).filter((host) => host !== '');
  const read = hosts.map((host) => (/[/@*]/.test(host) ? null : URL.parse(`http://${host}`)));
  const wrong = hosts[read.findIndex((url) => url === null || url.pathname !== '/')];
  if (wrong !== undefined)
    return refuse(
      'has something in it that is not a host',
      'hosts with or without a port, separated by commas, such as localhost:3000, 10.0.0.5',
      'Write each host alone, without http:// and without a path; [::1] in brackets.',
    );
  // As URL writes it, so that 127.1 and 127.0.0.1 are one; a port of 80 would be lost in it.
  return accept(read.map((url, index) => `${url?.hostname}${/:\d+$/.exec(hosts[index] ?? '')?.[0] ?? ''}`));
};

export const parsePort: Parser<number> = (text) =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535
    ? accept(Number(text))
    : refuse('is not a port', 'a number from 0 to 65535 (0: any free port)', 'Write a number, such as 8787.');

/**
 * A secret text of at least `least` printable characters without blanks.
 *
 * @param different the fewest that differ: with fewer somebody guesses it.
 */
export function parseSecret(least: number, cure: string, different = 1): Parser<string> {
  const expected = `at least ${least} characters without blanks${different > 1 ? `, ${different} of them different` : ''}`;
  return (text) => {
    if (text.length < least) return refuse('is too short to be safe', expected, cure);
    if (!/^[\x21-\x7e]+$/.test(text)) return refuse('has blanks or special letters in it', expected, cure);
    const isRepetitive = new Set(text).size < different;
    return isRepetitive ? refuse('repeats too few characters to be safe', expected, cure) : accept(text);
  };
}

/** One of a few words, in any case. */
export function parseChoice<const T extends string>(choices: readonly T[]): Parser<T> {
  return (text) => {
    const choice = choices.find((known) => known === text.toLowerCase());
    if (choice !== undefined) return accept(choice);
    const cure = `${didYouMean(text, choices)}Write one of these words.`;
    return refuse('is not one of the known words', choices.join(', '), cure);
  };
}

/** Names that Express knows for addresses of its own: https://expressjs.com/en/guide/behind-proxies.html */
const namedAddresses = ['loopback', 'linklocal', 'uniquelocal'];

/** More proxies than stand before any service. */
const mostProxies = 10;

/** The proxies whose X-Forwarded-For is believed: how many stand in front, or their addresses and networks. */
export const parseProxies: Parser<number | readonly string[]> = (text) => {
  const word = text.toLowerCase();
  const parts = word.split(/[\s,]+/).filter((part) => part !== '');
  if (['false', 'off', 'no'].includes(word)) return accept(0);
  if (/^\d{1,2}$/.test(text) && Number(text) <= mostProxies) return accept(Number(text));
  if (parts.length > 0 && parts.every((part) => namedAddresses.includes(part) || isNetwork(part))) return accept(parts);
  const isYes = ['true', 'on', 'yes'].includes(word);
  return refuse(
    isYes ? 'would believe anybody who names an address' : 'names no proxies',
    `addresses or networks with commas between, such as loopback, 10.0.0.0/8, or how many proxies stand in front, up to ${mostProxies}`,
    'Write loopback for a proxy on this machine, its address or network for one elsewhere, 0 for none.',
  );
};

/** True for an IP address, alone or with the length of its network: `10.0.0.5`, `10.0.0.0/8`, `fd00::/8`. */
function isNetwork(text: string): boolean {
  const [, address = '', length = '1'] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(length) >= 1 && Number(length) <= (version === 4 ? 32 : 128);
}
/** Timers of Node last no longer than 24.8 days, and no count in memory is worth more. */
const longestWindowMs = 24 * 86_400_000;

/** A limit; undefined where it is `off`. */
export const parseOptionalLimit: Parser<Limit | undefined> = (text) => {
  const limit = parseLimit(text);
  if (limit !== undefined && limit !== 'off' && limit.windowMs > longestWindowMs)
    return refuse(
      'counts over too long a time',
      `${limitForm}, over at most 24 days`,
      'Write a shorter time, such as 30/60s.',
    );
  return limit === undefined
    ? refuse('is not a limit', limitForm, 'Write for example 30/60s for at most 30 in 60 seconds.')
    : accept(limit === 'off' ? undefined : limit);
};

export const parsePublicUrl: Parser<string | undefined> = (text) => {
  const url = URL.parse(text);
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
  return isPlain && url.hash === ''
    ? accept(text.replace(/\/+$/, ''))
    : refuse(
        'is not an address of a website',
        'an http or https URL without a query',
        'Write for example https://crier.example.com.',
      );
};

/** The address of a proxy; without a scheme it is spoken to over http, as curl reads it. */
export const parseProxy: Parser<string | undefined> = (text) => {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== ''
    ? accept(url.href)
    : refuse(
        'is not the address of a proxy',
        'http://<host>:<port>, with <user>:<password>@ before the host where it asks for them',
        'Correct it where the variable is set, or take it away for Crier.',
      );
};

export const parseApiBase: Parser<string> = (text) => {
  const url = URL.parse(text);
  const isPlain =
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '' && url.hash === '';
  return isPlain
    ? accept(text.replace(/\/+$/, ''))
    : refuse(
        "is not the address of Discord's API",
        'an http or https URL without a query, such as https://discord.com/api/v10',
        'Take the variable out to use Discord itself.',
      );
};

/** A token as Discord's Developer Portal shows it: three parts with dots between. */
export const parseBotToken: Parser<string> = (text) =>
  /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)
    ? accept(text)
    : refuse(
        'is not the token of a bot',
        'three parts with dots between, without the word Bot in front',
        'Open discord.com/developers/applications → your application → Bot → Reset Token, and copy it whole.',
      );

/** An id as Discord copies it. */
export const parseSnowflake: Parser<string> = (text) =>
  isSnowflake(text)
    ? accept(text)
    : refuse(
        'is not an id of Discord',
        snowflakeForm,
        'Switch on Developer Mode in Discord (Settings → Advanced), right-click the server, and choose Copy Server ID.',
      );

/** A webhook URL, brought into its one form. */
export const parseWebhook: Parser<string> = (text, { apiBase }) => webhookUrl(apiBase).read(text);

export const parseDatabaseUrl: Parser<Settings['database']> = (text, { cwd }) => {
  const expected = 'sqlite:<path of a file>';
  if (/^postgres(ql)?:\/\//.test(text)) {
    const url = URL.parse(text);
    return url !== null && url.hostname !== '' && url.pathname.length > 1
      ? accept({ kind: 'postgres', url: text })
      : refuse(
          'has no host or no database name',
          expected,
          'Write it as your PostgreSQL provider shows it; a password with special letters needs percent-encoding.',
        );
  }
  const file = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1]?.trim();
  if (file === undefined)
    return refuse(
      'is not the address of a database',
      expected,
      'Write sqlite:data/crier.db to keep everything in one file.',
    );
  if (/[\\/]$/.test(file) || file.includes(':memory:'))
    return refuse(
      'does not name a file',
      expected,
      'Write sqlite:data/crier.db: what is acknowledged has to survive a restart.',
    );
  return accept({ kind: 'sqlite', path: path.resolve(cwd, file) });
};
