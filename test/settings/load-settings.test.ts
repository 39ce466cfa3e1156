import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { canonicalUrl, configErrorOf, webhookId, webhookUrl, workspace } from './workspace.ts';

describe('settings', () => {
  it('need nothing: everything has a default', async () => {
    const cwd = await workspace();
    expect(loadSettings({ env: {}, cwd })).toEqual({
      host: '127.0.0.1',
      port: 8787,
      portFrom: 'CRIER_PORT',
      logLevel: 'info',
      logFormat: 'auto',
      trustProxy: 0,
      publicUrl: undefined,
      dataDir: `${cwd}/data`,
      database: { kind: 'sqlite', path: `${cwd}/data/crier.db` },
      secretKey: undefined,
      apiKey: undefined,
      intakeLimit: { count: 10_000, windowMs: 10_000 },
      discord: {
        apiBase: 'https://discord.com/api/v10',
        channelLimit: { count: 30, windowMs: 60_000 },
        globalLimit: { count: 50, windowMs: 1000 },
      },
      bot: { token: undefined, guildId: undefined },
      endpoints: { allowedHosts: [] },
      stores: [
        {
          store: {
            id: 'main',
            name: 'Crier',
            timeZone: 'UTC',
            locale: 'en-GB',
            currency: 'EUR',
            showContact: false,
            looks: {},
            retention: { deliveredMs: 7_776_000_000, failedMs: 31_536_000_000, receivedMs: 2_592_000_000 },
          },
          routes: [],
          sources: [],
          endpoints: [],
        },
      ],
      warnings: [],
      files: [
        { name: '.env', path: `${cwd}/.env` },
        { name: 'config/crier.yaml', path: `${cwd}/config/crier.yaml` },
      ],
    });
  });

  it('are frozen to the last value', async () => {
    const settings = loadSettings({ env: { DISCORD_WEBHOOK_DEFAULT: webhookUrl() }, cwd: await workspace() });
    const thaw = (value: unknown): unknown[] =>
      typeof value !== 'object' || value === null
        ? []
        : [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(thaw)];
    expect(thaw(settings)).toEqual([]);
  });

  it('take the webhooks of the environment as routes of main, and say where each was set', async () => {
    const cwd = await workspace({ '.env': `\nDISCORD_WEBHOOK_ERRORS=${webhookUrl('e')}/slack\n` });
    const settings = loadSettings({
      env: { DISCORD_WEBHOOK_DEFAULT: `<${webhookUrl('d')}>`, DISCORD_WEBHOOK_UNSUBSCRIBE: webhookUrl('u') },
      cwd,
    });
    const route = (key: string, token: string, destination: string) => ({
      key,
      target: { kind: 'discord-webhook', settings: { url: canonicalUrl(token) } },
      rule: {},
      policy: {},
      provisioned: { destination },
    });
    expect(settings.stores[0]?.routes).toEqual([
      route('default', 'd', 'environment DISCORD_WEBHOOK_DEFAULT'),
      route('errors', 'e', '.env:2'),
      route('unsubscribe', 'u', 'environment DISCORD_WEBHOOK_UNSUBSCRIBE'),
    ]);
  });

  it('let the file win over the environment for the same route, and join the others', async () => {
    const cwd = await workspace({
      'config/crier.yaml': `stores:\n  main:\n    routes:\n      errors: ${webhookUrl('file')}\n`,
    });
    const env = { DISCORD_WEBHOOK_ERRORS: webhookUrl('env'), DISCORD_WEBHOOK_DEFAULT: webhookUrl('d') };
    const routes = loadSettings({ env, cwd }).stores[0]?.routes.map((route) => [
      route.key,
      route.target?.settings['url'],
      route.provisioned['destination'],
    ]);
    expect(routes).toEqual([
      ['default', canonicalUrl('d'), 'environment DISCORD_WEBHOOK_DEFAULT'],
      ['errors', canonicalUrl('file'), 'config/crier.yaml:4'],
    ]);
  });

  it('join the fields that file and environment say of one route', async () => {
    const cwd = await workspace({
      'config/crier.yaml':
        'stores:\n  main:\n    routes:\n      errors: { min_severity: error }\n      processing: { muted: true }\n',
    });
    const routes = loadSettings({ env: { DISCORD_WEBHOOK_ERRORS: webhookUrl('env') }, cwd }).stores[0]?.routes;
    expect(routes).toEqual([
      {
        key: 'errors',
        target: { kind: 'discord-webhook', settings: { url: canonicalUrl('env') } },
        rule: { minSeverity: 'error' },
        policy: {},
        provisioned: { destination: 'environment DISCORD_WEBHOOK_ERRORS', minSeverity: 'config/crier.yaml:4' },
      },
      {
        key: 'processing',
        target: undefined,
        rule: { muted: true },
        policy: {},
        provisioned: { muted: 'config/crier.yaml:5' },
      },
    ]);
  });

  it.each([
    ['nothing', {}, '127.0.0.1', 8787, 'CRIER_PORT'],
    ['PORT', { PORT: '3000' }, '127.0.0.1', 3000, 'PORT'],
    ['SERVER_PORT', { PORT: '3000', SERVER_PORT: '25570' }, '0.0.0.0', 25570, 'SERVER_PORT'],
    ['SERVER_IP', { SERVER_PORT: '25570', SERVER_IP: '127.0.0.7' }, '127.0.0.7', 25570, 'SERVER_PORT'],
    // TEST-NET-3 of RFC 5737: an address that no machine has, as a container does not have that of its host.
    ['SERVER_IP of another machine', { SERVER_PORT: '1', SERVER_IP: '203.0.113.7' }, '0.0.0.0', 1, 'SERVER_PORT'],
    ['SERVER_IP alone', { SERVER_IP: '127.0.0.7' }, '127.0.0.1', 8787, 'CRIER_PORT'],
    ['a blank PORT', { PORT: ' ' }, '127.0.0.1', 8787, 'CRIER_PORT'],
    ['CRIER_PORT', { CRIER_PORT: '9000', SERVER_PORT: '1', SERVER_IP: '::1' }, '127.0.0.1', 9000, 'CRIER_PORT'],
    ['CRIER_HOST', { CRIER_HOST: '::1', SERVER_PORT: '1', SERVER_IP: '127.0.0.7' }, '::1', 1, 'SERVER_PORT'],
    ['CRIER_HOST beside PORT', { CRIER_HOST: '127.0.0.1', PORT: '3000' }, '127.0.0.1', 3000, 'PORT'],
  ])('listen where %s says', async (_what, env, host, port, portFrom) => {
    expect(loadSettings({ env, cwd: await workspace({}) })).toMatchObject({ host, port, portFrom });
  });

  it('name the variable that a wrong port came from', async () => {
    const cwd = await workspace({});
    expect(() => loadSettings({ env: { SERVER_PORT: 'x' }, cwd })).toThrow(/SERVER_PORT is not a port/);
    expect(() => loadSettings({ env: { PORT: 'tcp://10.0.0.1:80' }, cwd })).toThrow(/PORT is not a port/);
    const panel = { SERVER_PORT: '1', SERVER_IP: 'http://x' };
    expect(() => loadSettings({ env: panel, cwd })).toThrow(/SERVER_IP is not an address to listen on/);
    // Whoever set CRIER_PORT has no use for the others.
    expect(loadSettings({ env: { CRIER_PORT: '9000', PORT: 'x' }, cwd }).port).toBe(9000);
  });

  it('put main first, though the file names it last or not at all', async () => {
    const ids = async (yaml: string) =>
      loadSettings({ env: {}, cwd: await workspace({ 'config/crier.yaml': yaml }) }).stores.map(({ store }) => [
        store.id,
        store.name,
      ]);
    expect(await ids('stores: { web: , main: { name: M } }')).toEqual([
      ['main', 'M'],
      ['web', 'web'],
    ]);
    expect(await ids('stores: { web: { name: W } }')).toEqual([
      ['main', 'Crier'],
      ['web', 'W'],
    ]);
  });

  it('read another file where CRIER_CONFIG says so', async () => {
    const cwd = await workspace({ 'etc/shop.yaml': `stores: { main: { routes: { default: "${webhookUrl()}" } } }` });
    const { stores } = loadSettings({ env: { CRIER_CONFIG: 'etc/shop.yaml' }, cwd });
    expect(stores[0]?.routes[0]?.provisioned['destination']).toBe('etc/shop.yaml:1');
  });

  it('refuse a CRIER_CONFIG that is not there', async () => {
    const cwd = await workspace({ '.env': '\nCRIER_CONFIG=etc/none.yaml' });
    expect(configErrorOf(() => loadSettings({ env: {}, cwd })).message).toBe(
      [
        'The settings have a problem.',
        '',
        '.env:2',
        '  CRIER_CONFIG names etc/none.yaml, which cannot be read (ENOENT)',
        '  Expected: a YAML file that Crier may read',
        '  Cure: Correct the path, or copy config/crier.example.yaml to it.',
      ].join('\n'),
    );
  });

  it('refuse a config file that cannot be read', async () => {
    const cwd = await workspace({ 'config/crier.yaml/x': '' });
    expect(configErrorOf(() => loadSettings({ env: {}, cwd })).problems).toMatchObject([
      { file: 'config/crier.yaml', what: 'the file cannot be read (EISDIR)' },
    ]);
  });

  it('take webhooks on the origin of DISCORD_API_BASE, in the file too', async () => {
    const base = 'http://127.0.0.1:4000/api/v10';
    const url = `${base}/webhooks/${webhookId}/t`;
    const cwd = await workspace({ 'config/crier.yaml': `stores: { main: { routes: { default: "${url}" } } }` });
    const { stores } = loadSettings({ env: { DISCORD_API_BASE: base, DISCORD_WEBHOOK_ERRORS: url }, cwd });
    expect(stores[0]?.routes.map(({ target }) => target?.settings['url'])).toEqual([url, url]);
  });

  it('tell all problems of all files at once, file by file and line by line', async () => {
    const cwd = await workspace({
      '.env': 'CRIER_PROT=1\nCRIER_PORT=x\n',
      'config/crier.yaml': 'stores:\n  main:\n    currency: euro\n    nmae: x\n',
    });
    const { message } = configErrorOf(() => loadSettings({ env: { CRIER_LOG_LEVEL: 'loud' }, cwd }));
    expect(message).toMatch(/^The settings have 5 problems\./);
    const places = message.split('\n').filter((line) => /^\S+$/.test(line));
    expect(places.toSorted()).toEqual([
      '.env:1',
      '.env:2',
      'config/crier.yaml:3:15',
      'config/crier.yaml:4:5',
      'environment',
    ]);
    expect(message.indexOf('.env:1')).toBeLessThan(message.indexOf('.env:2'));
  });
});

describe('no secret', () => {
  const secretText = fc.stringMatching(/^[A-Za-z0-9_-]{24,40}$/);
  const secretNames = [
    'CRIER_API_KEY',
    'CRIER_SECRET_KEY',
    'DATABASE_URL',
    'DISCORD_WEBHOOK_DEFAULT',
    'DISCORD_WEBHOOK_ERRORS',
    'DISCORD_WEBHOOK_ERORS',
    'CRIER_API_KEY_FILE',
    'CRIER_PORT',
    'DISCORD_CHANNEL_LIMIT',
    'CRIER_LOG_LEVEL',
    'DISCORD_API_BASE',
    'CRIER_HOST',
    'SALES',
  ];
  const shapes = [
    (secret: string) => secret,
    (secret: string) => `"${secret}`,
    (secret: string) => `a ${secret} b`,
    (secret: string) => `x#${secret}`,
    (secret: string) => `postgres://u:${secret}@h`,
    (secret: string) => `mysql://u:${secret}@h/d`,
    (secret: string) => `https://discord.com/api/webhooks/12345/${secret}`,
    (secret: string) => `https://discord.com/api/webhooks/${webhookId}/${secret}/nothing`,
    (secret: string) => `http://discord.com/api/webhooks/${webhookId}/${secret}`,
    (secret: string) => `https://hooks.slack.com/services/${secret}`,
    (secret: string) => `https://${secret}@example.com/?q=${secret}#${secret}`,
    (secret: string) => `MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.${secret}xxxxx`,
  ];
  const yamls = [
    `stores:\n  main:\n    routes:\n      errors: "SECRET"\n      error: "\${SALES}"\n`,
    'stores:\n  main:\n    name: SECRET\n    name: SECRET\n    time_zone: SECRET\n    locale: SECRET\n    currency: SECRET\n',
    'stores:\n  main:\n    routes:\n      errors: { webhook: SECRET, mention_role: SECRET, username: "discord SECRET", retry: [SECRET], min_severity: SECRET, avatar_url: SECRET, muted: SECRET }\n',
    'stores:\n  main:\n    routes:\n      errors: "SECRET\n',
    'stores:\n  main:\n    routes:\n      errors: "x" SECRET\n',
    'stores:\n  main:\n    routes:\n\t  errors: SECRET\n',
    'stores:\n  main:\n    routes:\n      errors: *SECRET\n',
    'stores:\n  main:\n    routes:\n      errors: !SECRET x\n',
    `stores:\n  main:\n    routes: { errors: \${SECRET} }\n`,
    'stores:\n  main:\n    looks:\n      a.b: { title: 5, colour: SECRET, hide: SECRET, fields: [SECRET, { label: 5, from: SECRET, as: SECRET }] }\n',
    'SECRET\n',
    '- SECRET\n',
  ];

  it('appears in any error, wherever an operator may have put it', async () => {
    let errors = 0;
    await fc.assert(
      fc.asyncProperty(
        secretText,
        fc.subarray(secretNames, { minLength: 1 }),
        fc.constantFrom(...shapes),
        fc.constantFrom(...yamls),
        fc.boolean(),
        async (secret, names, shape, yaml, inDotenv) => {
          const values = names.map((name): [string, string] => [name, shape(secret)]);
          const files = {
            'config/crier.yaml': yaml.replaceAll('SECRET', secret),
            '.env': inDotenv ? values.map(([name, value]) => `${name}=${value}`).join('\n') : '',
          };
          const folder = await workspace(files);
          try {
            loadSettings({ env: inDotenv ? {} : Object.fromEntries(values), cwd: folder });
          } catch (error) {
            errors++;
            const { message, stack, cause } = error as Error;
            expect(`${message}${stack}${JSON.stringify(error)}${String(cause)}`).not.toContain(secret);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(errors).toBeGreaterThan(300);
  });

  it('that is part of a webhook URL is masked also where the URL stands as a key', async () => {
    const cwd = await workspace({
      'config/crier.yaml': `stores: { main: { routes: { "${webhookUrl('TOPsecret')}": errors } } }`,
    });
    const { message } = configErrorOf(() => loadSettings({ env: {}, cwd }));
    expect(message).toContain('is not a known key');
    expect(message).not.toContain('TOPsecret');
  });
});
