import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { allVariables, envExample } from '../../src/settings/env.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { errorOfEnv, workspace } from './workspace.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('the table of variables', () => {
  it('is what .env.example shows', () => {
    const cure = 'Write the text of envExample() from src/settings/env.ts to .env.example.';
    expect(fs.readFileSync(path.join(root, '.env.example'), 'utf8'), cure).toBe(envExample());
  });

  it('names each variable once, with a sentence', () => {
    const names = allVariables.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { meaning } of allVariables) expect(meaning).toMatch(/^\p{L}.+\.$/u);
  });

  it('shows no default of a secret that somebody could take for a real one', () => {
    for (const { name, secret, default: text } of allVariables)
      if (secret && name !== 'DATABASE_URL') expect(text, name).toBeUndefined();
  });

  it('.env.example changes nothing when it is copied, also with the # of every default taken away', async () => {
    const plain = await workspace({ '.env': envExample() });
    // A config file that is named has to be there, so that line stays as it is.
    const bare = await workspace({ '.env': envExample().replace(/^#(?!CRIER_CONFIG)(?=[A-Z_]+=)/gm, '') });
    const relative = (cwd: string) =>
      JSON.stringify(loadSettings({ env: {}, cwd: cwd })).replaceAll(JSON.stringify(cwd).slice(1, -1), '');
    const nothing = await workspace();
    expect(relative(plain)).toBe(relative(nothing));
    expect(relative(bare)).toBe(relative(nothing));
  });
});

describe('a wrong variable is refused with the cure', () => {
  it.each([
    [
      'CRIER_HOST',
      'http://localhost',
      'is not an address to listen on',
      'an IP address or a host name',
      'Write 127.0.0.1',
    ],
    ['CRIER_HOST', 'localhost:80', 'is not an address to listen on', 'without a port', 'Write 127.0.0.1'],
    ['CRIER_PORT', '80a', 'is not a port', 'a number from 0 to 65535', 'Write a number, such as 8787.'],
    ['CRIER_PORT', '65536', 'is not a port', 'a number from 0 to 65535', 'Write a number, such as 8787.'],
    ['CRIER_PORT', '-1', 'is not a port', 'a number from 0 to 65535', 'Write a number, such as 8787.'],
    ['CRIER_API_KEY', 'fifteen-letters', 'is too short to be safe', 'at least 16 characters', 'openssl rand -hex 32'],
    ['CRIER_API_KEY', 'sixteen letters and blanks', 'has blanks or special letters', 'at least 16', 'openssl rand'],
    ['CRIER_SECRET_KEY', 'x'.repeat(31), 'is too short to be safe', 'at least 32 characters', 'openssl rand -hex 32'],
    [
      'DATABASE_URL',
      'mysql://u:hunter2@h/d',
      'is not the address of a database',
      'sqlite:<path of a file>',
      'sqlite:data/crier.db',
    ],
    ['DATABASE_URL', 'data/crier.db', 'is not the address of a database', 'sqlite:<path', 'sqlite:data/crier.db'],
    ['DATABASE_URL', 'sqlite::memory:', 'does not name a file', 'sqlite:<path', 'has to survive a restart'],
    ['DATABASE_URL', 'sqlite:data/', 'does not name a file', 'sqlite:<path', 'sqlite:data/crier.db'],
    ['DATABASE_URL', 'postgres://u:hunter2@h', 'has no host or no database name', 'sqlite:<path', 'percent-encoding'],
    [
      'DISCORD_API_BASE',
      'discord.com',
      "is not the address of Discord's API",
      'an http or https URL',
      'Take the variable out',
    ],
    [
      'DISCORD_API_BASE',
      'https://a/b?c=d',
      "is not the address of Discord's API",
      'without a query',
      'Take the variable out',
    ],
    [
      'DISCORD_BOT_TOKEN',
      'Bot hunter2.hunter2.hunter2',
      'is not the token of a bot',
      'without the word Bot',
      'Reset Token, and copy it whole.',
    ],
    ['DISCORD_BOT_TOKEN', 'hunter2', 'is not the token of a bot', 'three parts with dots between', 'Reset Token'],
    ['DISCORD_GUILD_ID', 'Frostvale', 'is not an id of Discord', '17 to 20 digits', 'Copy Server ID'],
    ['CRIER_API_KEY', '0000000000000000', 'repeats too few characters', '8 of them different', 'openssl rand -hex 32'],
    ['CRIER_INTAKE_LIMIT', '3/25d', 'counts over too long a time', 'at most 24 days', 'Write a shorter time'],
    ['DISCORD_CHANNEL_LIMIT', '30', 'is not a limit', '30/60s, or off', 'at most 30 in 60 seconds'],
    ['DISCORD_GLOBAL_LIMIT', '0/1s', 'is not a limit', 'a count, a slash and a duration', 'Write for example'],
    ['CRIER_INTAKE_LIMIT', 'none', 'is not a limit', 'or off', 'Write for example'],
    ['CRIER_LOG_LEVEL', 'debgu', 'is not one of the known words', 'trace, debug, info', 'Did you mean "debug"?'],
    ['CRIER_LOG_FORMAT', 'xml', 'is not one of the known words', 'auto, pretty, json', 'Write one of these words.'],
    ['CRIER_TRUST_PROXY', 'maybe', 'names no proxies', 'how many proxies stand in front', 'Write loopback for a proxy'],
    [
      'CRIER_TRUST_PROXY',
      'true',
      'would believe anybody who names an address',
      'loopback, 10.0.0.0/8',
      'Write loopback',
    ],
    ['CRIER_TRUST_PROXY', '10.0.0.0/0', 'names no proxies', 'addresses or networks', 'Write loopback'],
    [
      'DISCORD_WEBHOOK_ERRORS',
      '123456789012345678',
      'it is an id alone',
      'https://discord.com/api/webhooks/<id>/<token>',
      'Copy the whole URL',
    ],
  ])('%s=%s', async (name, value, what, expected, cure) => {
    const { problems, message } = await errorOfEnv({ [name]: value });
    expect(problems).toEqual([
      {
        file: 'environment',
        line: undefined,
        what: expect.stringContaining(what),
        expected: expect.stringContaining(expected),
        cure: expect.stringContaining(cure),
      },
    ]);
    expect(message).toContain(`environment\n  ${name} `);
    expect(message).not.toMatch(/hunter2|SECRETtoken/);
  });

  it('and all of them at once', async () => {
    const { message, problems } = await errorOfEnv({ CRIER_PORT: 'x', CRIER_LOG_LEVEL: 'y', CRIER_API_KEY: 'z' });
    expect(problems).toHaveLength(3);
    expect(message).toMatch(/^The settings have 3 problems\.\n\nenvironment\n {2}CRIER_/);
  });
});

describe('an unknown name in the environment, which belongs to other programs too, stops nothing', () => {
  it.each([
    ['CRIER_PROT', 'Did you mean "CRIER_PORT"? Correct the name or remove it.'],
    ['DISCORD_WEBHOOK_ERROR', 'Did you mean "DISCORD_WEBHOOK_ERRORS"? Correct the name or remove it.'],
    ['CRIER_UNHEARD_OF', 'Correct the name or remove it.'],
    ['CRIER_API_KYE_FILE', 'Did you mean "CRIER_API_KEY_FILE"? Correct the name or remove it.'],
  ])('%s is a warning', async (name, cure) => {
    const { warnings } = loadSettings({ env: { [name]: 'hunter2' }, cwd: await workspace() });
    expect(warnings).toEqual([
      { what: `${name} in the environment is not a variable of Crier, and does nothing`, cure },
    ]);
  });

  it('every name that an example reads from the environment is no warning either', async () => {
    const receivers = path.join(root, 'src/http/docs/receivers');
    const texts = [
      path.join(root, 'README.md'),
      ...fs.readdirSync(receivers).map((name) => path.join(receivers, name)),
    ];
    const read = /(?:\$|environ\[['"]|process\.env\.|getenv\(')(CRIER_[A-Z_]+)/g;
    const names = texts.flatMap((file) =>
      [...fs.readFileSync(file, 'utf8').matchAll(read)].map(([, name = '']) => name),
    );
    expect(new Set(names)).toEqual(new Set(['CRIER_KEY', 'CRIER_SECRET']));
    const env = Object.fromEntries(names.map((name) => [name, 'hunter2']));
    const settings = loadSettings({ env, cwd: await workspace() });
    expect(settings).toMatchObject({ apiKey: undefined, secretKey: undefined, warnings: [] });
  });
});

describe('a good variable is taken', () => {
  it.each([
    [{ CRIER_HOST: '[::1]' }, { host: '::1' }],
    [{ CRIER_HOST: 'localhost' }, { host: 'localhost' }],
    [{ CRIER_PORT: ' 0 ' }, { port: 0 }],
    [{ CRIER_LOG_LEVEL: 'DEBUG' }, { logLevel: 'debug' }],
    [{ CRIER_LOG_FORMAT: 'json' }, { logFormat: 'json' }],
    [{ CRIER_TRUST_PROXY: '1' }, { trustProxy: 1 }],
    [{ CRIER_TRUST_PROXY: '0' }, { trustProxy: 0 }],
    [{ CRIER_TRUST_PROXY: 'loopback, 10.0.0.0/8' }, { trustProxy: ['loopback', '10.0.0.0/8'] }],
    [{ CRIER_INTAKE_LIMIT: 'off' }, { intakeLimit: undefined }],
    [{ CRIER_INTAKE_LIMIT: '3/24d' }, { intakeLimit: { count: 3, windowMs: 24 * 86_400_000 } }],
    [{ CRIER_INTAKE_LIMIT: '5/1m' }, { intakeLimit: { count: 5, windowMs: 60_000 } }],
    [{ CRIER_API_KEY: 'sixteen-letters!' }, { apiKey: 'sixteen-letters!' }],
    [{ CRIER_SECRET_KEY: 'x'.repeat(32) }, { secretKey: 'x'.repeat(32) }],
    [
      { DATABASE_URL: 'postgres://u:p@h:5432/d?sslmode=require' },
      { database: { kind: 'postgres', url: 'postgres://u:p@h:5432/d?sslmode=require' } },
    ],
    [
      { DATABASE_URL: 'sqlite:/var/crier/x.db' },
      { database: { kind: 'sqlite', path: '/var/crier/x.db' }, dataDir: '/var/crier' },
    ],
    [
      { DISCORD_BOT_TOKEN: 'MTk4.Cl2F-Q.Z_Cjm1', DISCORD_GUILD_ID: '197038439483310086' },
      { bot: { token: 'MTk4.Cl2F-Q.Z_Cjm1', guildId: '197038439483310086' } },
    ],
    [{ DATABASE_URL: 'sqlite:///var/crier/x.db' }, { database: { kind: 'sqlite', path: '/var/crier/x.db' } }],
    [
      { DISCORD_API_BASE: 'http://127.0.0.1:9/api/v10//', DISCORD_CHANNEL_LIMIT: 'off', DISCORD_GLOBAL_LIMIT: '9/1s' },
      {
        discord: {
          apiBase: 'http://127.0.0.1:9/api/v10',
          channelLimit: undefined,
          globalLimit: { count: 9, windowMs: 1000 },
        },
      },
    ],
  ])('%o', async (env, settings) => {
    expect(loadSettings({ env, cwd: await workspace() })).toMatchObject(settings);
  });

  it('and a relative database counts from the working folder', async () => {
    const cwd = await workspace();
    const settings = loadSettings({ env: { DATABASE_URL: 'sqlite:var/x.db' }, cwd });
    expect(settings.database).toEqual({ kind: 'sqlite', path: path.join(cwd, 'var/x.db') });
    expect(settings.dataDir).toBe(path.join(cwd, 'var'));
  });

  it('and with PostgreSQL the data folder is data', async () => {
    const cwd = await workspace();
    expect(loadSettings({ env: { DATABASE_URL: 'postgresql://h/d' }, cwd }).dataDir).toBe(path.join(cwd, 'data'));
  });

  it('and variables of other programs are none of our business', async () => {
    expect(() => loadSettings({ env: { DISCORD_CLIENT_ID: 'x', PATH: '/bin' }, cwd: '/nowhere' })).not.toThrow();
  });
});
