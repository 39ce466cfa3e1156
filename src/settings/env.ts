import { type Category, categories } from '../model/category.ts';
import {
  type ParseContext,
  type Parser,
  parseApiBase,
  parseBotToken,
  parseChoice,
  parseDatabaseUrl,
  parseHost,
  parseHosts,
  parseOptionalLimit,
  parsePort,
  parseProxies,
  parseProxy,
  parsePublicUrl,
  parseSecret,
  parseSnowflake,
  parseText,
  parseWebhook,
} from './env-parsers.ts';

/** One variable of the environment. */
export interface Variable<T> {
  name: string;
  /** One sentence for `.env.example` and the documents. */
  meaning: string;
  /** Other names that it may have in the environment, the first that is there counts. */
  aliases?: readonly string[];
  /** The default, as text; undefined: there is none. */
  default: string | undefined;
  /** True: its value must never be shown. */
  secret: boolean;
  parse: Parser<T>;
  /** The default, as a value. */
  absent(context: ParseContext): T;
}

function variable<const T>(name: string, text: string, parse: Parser<T>, meaning: string): Variable<T> {
  const absent = (context: ParseContext): T => {
    const parsed = parse(text, context);
    if (!parsed.ok) throw new Error(`The default of ${name} ${parsed.what}: correct it in settings/env.ts.`);
    return parsed.value;
  };
  return { name, meaning, default: text, secret: false, parse, absent };
}

function optionalSecret(
  name: string,
  parse: Parser<string | undefined>,
  meaning: string,
): Variable<string | undefined> {
  return { name, meaning, default: undefined, secret: true, parse, absent: () => undefined };
}

const longRandom = 'Make one with: openssl rand -hex 32';

/** THE list of environment variables; nothing else reads the environment. Webhooks are in `webhookVariables`. */
export const variables = {
  host: variable('CRIER_HOST', '127.0.0.1', parseHost, 'Address to listen on; 0.0.0.0 listens on every network.'),
  port: {
    ...variable(
      'CRIER_PORT',
      '8787',
      parsePort,
      'Port to listen on; without it SERVER_PORT, which game panels set (then on SERVER_IP, or on every network), then PORT.',
    ),
    aliases: ['SERVER_PORT', 'PORT'],
  },
  apiKey: optionalSecret(
    'CRIER_API_KEY',
    parseSecret(16, longRandom, 8),
    'API key of the store "main", at least 16 characters, 8 of them different; left out, one is made at the first start and shown once.',
  ),
  config: variable('CRIER_CONFIG', 'config/crier.yaml', parseText, 'File with stores, routes and looks.'),
  secretKey: optionalSecret(
    'CRIER_SECRET_KEY',
    parseSecret(32, longRandom),
    'Encrypts secrets in the database, at least 32 characters; left out, data/secret.key is made and used.',
  ),
  database: {
    ...variable(
      'DATABASE_URL',
      'sqlite:data/crier.db',
      parseDatabaseUrl,
      'Where everything is kept: sqlite: and the path of a file.',
    ),
    // A postgres address has a password in it.
    secret: true,
  },
  apiBase: variable(
    'DISCORD_API_BASE',
    'https://discord.com/api/v10',
    parseApiBase,
    "Address of Discord's API; a webhook URL has to be on one of Discord's hosts or on this one.",
  ),
  channelLimit: variable(
    'DISCORD_CHANNEL_LIMIT',
    '30/60s',
    parseOptionalLimit,
    'Messages that one channel takes from all its webhooks, a limit that Discord has but does not announce; or off.',
  ),
  globalLimit: variable(
    'DISCORD_GLOBAL_LIMIT',
    '50/1s',
    parseOptionalLimit,
    'Requests to Discord from this process; or off.',
  ),
  intakeLimit: variable(
    'CRIER_INTAKE_LIMIT',
    '10000/10s',
    parseOptionalLimit,
    'Events that one API key, one source or one drop-in webhook may post; or off.',
  ),
  botToken: optionalSecret(
    'DISCORD_BOT_TOKEN',
    parseBotToken,
    "Token of your Discord bot, from Discord's Developer Portal; left out, there is no bot.",
  ),
  guildId: {
    name: 'DISCORD_GUILD_ID',
    meaning: 'Id of your Discord server, which the bot then serves for the store "main"; others link with a code.',
    default: undefined,
    secret: false,
    parse: parseSnowflake,
    absent: () => undefined,
  } satisfies Variable<string | undefined>,
  endpointHosts: {
    name: 'CRIER_ENDPOINT_HOSTS',
    meaning:
      'Hosts that endpoints may call over http and at private addresses, such as localhost:3000, 10.0.0.5; endpoints call https and the internet alone otherwise.',
    default: undefined,
    secret: false,
    parse: parseHosts,
    absent: () => [],
  } satisfies Variable<readonly string[]>,
  proxy: {
    ...optionalSecret(
      'HTTPS_PROXY',
      parseProxy,
      "Proxy to reach Discord and platforms' certificates through; the bot and endpoints connect directly.",
    ),
    aliases: ['https_proxy'],
  } satisfies Variable<string | undefined>,
  withoutProxy: {
    name: 'NO_PROXY',
    aliases: ['no_proxy'],
    meaning:
      'Hosts that are reached without HTTPS_PROXY, such as discord.internal, .example.com; this machine always is.',
    default: undefined,
    secret: false,
    parse: parseText,
    absent: () => '',
  } satisfies Variable<string>,
  logLevel: variable(
    'CRIER_LOG_LEVEL',
    'info',
    parseChoice(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    'How much is logged: trace, debug, info, warn, error or silent.',
  ),
  logFormat: variable(
    'CRIER_LOG_FORMAT',
    'auto',
    parseChoice(['auto', 'pretty', 'json']),
    'pretty for people, json for machines, auto: pretty on a terminal.',
  ),
  trustProxy: variable(
    'CRIER_TRUST_PROXY',
    '0',
    parseProxies,
    'Whose X-Forwarded-For is believed: addresses of proxies, such as loopback, 10.0.0.0/8, or how many stand in front; 0: nobody.',
  ),
  publicUrl: {
    name: 'CRIER_PUBLIC_URL',
    meaning:
      'Address at which platforms reach Crier, such as https://crier.example.com; shown where an address is to be copied.',
    default: undefined,
    secret: false,
    parse: parsePublicUrl,
    absent: () => undefined,
  } satisfies Variable<string | undefined>,
};

/** The routes of the store `main` that the environment can set: `DISCORD_WEBHOOK_ERRORS` and so on. */
export const webhookVariables: readonly { key: 'default' | Category; variable: Variable<string | undefined> }[] = [
  {
    key: 'default' as const,
    variable: optionalSecret(
      'DISCORD_WEBHOOK_DEFAULT',
      parseWebhook,
      'Discord webhook URL for every event that no other route takes.',
    ),
  },
  ...categories.map((key) => ({
    key,
    variable: optionalSecret(
      `DISCORD_WEBHOOK_${key.toUpperCase()}`,
      parseWebhook,
      `Discord webhook URL for the category ${key}.`,
    ),
  })),
];

/** Every variable there is, in the order of `.env.example`. */
export const allVariables: readonly Variable<unknown>[] = [
  ...webhookVariables.map(({ variable }) => variable),
  ...Object.values(variables),
];

/** The text of `.env.example`. */
export function envExample(): string {
  const head = [
    '# Settings of Crier. Copy this file to .env, take away the # before what you want to change, and restart.',
    '# Nothing here is required. What is commented out shows the default.',
    '# The real environment wins over this file. Every variable may also be given as NAME_FILE, the path of a file',
    '# that holds the value. A value with # in it needs quotes.',
  ];
  const entries = allVariables.map(({ name, meaning, default: text }) => `# ${meaning}\n#${name}=${text ?? ''}`);
  return `${[head.join('\n'), ...entries].join('\n\n')}\n`;
}
