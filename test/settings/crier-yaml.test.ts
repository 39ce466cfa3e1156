import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { retryPresets } from '../../src/model/retry-presets.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { canonicalUrl, loadYaml, main, webhookUrl, workspace } from './workspace.ts';

const root = path.resolve(import.meta.dirname, '../..');

const standardSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** The settings of a folder, without the name of the folder. */
async function relativeTo(cwd: string): Promise<unknown> {
  return JSON.parse(JSON.stringify(loadSettings({ env: {}, cwd })).replaceAll(JSON.stringify(cwd).slice(1, -1), ''));
}

const sales = { SALES: webhookUrl('SALEStoken') };

describe('config/crier.example.yaml', () => {
  const example = fs.readFileSync(path.join(root, 'config/crier.example.yaml'), 'utf8');

  it('copied as it is, changes nothing and needs no variable', async () => {
    expect(await relativeTo(await workspace({ 'config/crier.yaml': example }))).toEqual(
      await relativeTo(await workspace()),
    );
  });

  it('speaks only of surfaces that there are', () => {
    expect(example).not.toMatch(/console/i);
  });

  it('loads with the # of every setting taken away, and says what its comments say', async () => {
    const text = example.replace(/^( +)#(?!#)/gm, '$1');
    const settings = await loadYaml(text, {
      DISCORD_WEBHOOK_DEFAULT: webhookUrl('a'),
      DISCORD_WEBHOOK_ERRORS: webhookUrl('b'),
      SALES_WEBHOOK: webhookUrl('c'),
      TEBEX_SECRET: 'tebex secret',
      STRIPE_SECRET: 'whsec_new',
      STRIPE_SECRET_OLD: 'whsec_old',
      MGR_PASSWORD: 'repairs',
      REWARDS_SECRET: standardSecret,
      BOOKS_SECRET: 'new',
      BOOKS_SECRET_OLD: 'old',
      BOOKS_TOKEN: 'token',
      BOOKS_BODY_TOKEN: 'token of the body',
      BOTGHOST_KEY: 'botghost key',
      WORKSHOP_WEBHOOK: `${webhookUrl('d')}?thread_id=987654321098765432`,
    });
    expect(settings.warnings).toEqual([]);
    const line = (start: string) => text.split('\n').findIndex((other) => other.trim().startsWith(start)) + 1;
    const [first, second] = settings.stores;
    expect(first?.store).toEqual({
      id: 'main',
      name: 'Frostvale',
      timeZone: 'Europe/Berlin',
      locale: 'en-GB',
      currency: 'EUR',
      showContact: false,
      retention: { deliveredMs: 90 * 86_400_000, failedMs: 365 * 86_400_000, receivedMs: 30 * 86_400_000 },
      looks: {
        'payment.completed': {
          title: 'New purchase',
          text: 'Thank you, {{ player.name }}, for **{{ package }}**!',
          icon: '💎',
          colour: 0x2ecc71,
          hide: ['coupon', 'Player ID'],
        },
        gifting: {
          title: 'A gift',
          fields: [
            { from: 'amount' },
            { label: 'To', from: 'recipient' },
            { label: 'What', from: ['data.package.name', 'data.item'], inline: false },
          ],
        },
      },
    });
    expect(first?.sources).toEqual([
      { source: 'tebex', secrets: ['tebex secret'], provisionedBy: `config/crier.yaml:${line('tebex: ${')}` },
      { source: 'stripe', secrets: ['whsec_new', 'whsec_old'], provisionedBy: `config/crier.yaml:${line('stripe:')}` },
      {
        source: 'mygadgetrepairs',
        secrets: ['repairs'],
        username: 'relay',
        category: 'processing',
        provisionedBy: `config/crier.yaml:${line('mygadgetrepairs:')}`,
      },
      {
        source: 'botghost',
        secrets: ['botghost key'],
        hooks: { ab12cd34ef56: 'New buyer' },
        provisionedBy: `config/crier.yaml:${line('botghost:')}`,
      },
    ]);
    expect(first?.endpoints).toMatchObject([
      {
        name: 'rewards',
        kind: 'http',
        settings: { url: 'https://game.example.com/crier', secrets: [{ secret: standardSecret }] },
        subscription: { events: ['payment.*', 'gifting'] },
        onUncertain: 'resend',
        schedule: retryPresets.standard.delays,
        provisionedBy: `config/crier.yaml:${line('- name: rewards')}`,
      },
      {
        name: 'bookkeeping',
        kind: 'http',
        settings: {
          url: 'https://books.example.com/hooks/crier',
          signature: 'plain',
          secrets: [{ secret: 'new' }, { secret: 'old' }],
          bearer: 'token',
          headers: { 'X-Shop': 'Frostvale', 'X-Event': '{{ type }}' },
          bodySecrets: { token: 'token of the body' },
          body: JSON.stringify({ invoice: '{{ data.transaction_id }}', customer: '{{ player.name }}' }, null, 2),
        },
        subscription: { events: ['*'], applications: ['web'], minSeverity: 'success' },
        onUncertain: 'resend',
        schedule: Array(5).fill(300_000),
        concurrency: 2,
        keepFailedMs: 7 * 86_400_000,
        provisionedBy: `config/crier.yaml:${line('- name: bookkeeping')}`,
      },
    ]);
    const route = (key: string, start: string, said: object, names: readonly string[]) => {
      const places = names.map((name) => [name, `config/crier.yaml:${line(start)}`]);
      return { key, rule: {}, policy: {}, ...said, provisioned: Object.fromEntries(places) };
    };
    const webhook = (token: string) => ({ kind: 'discord-webhook', settings: { url: canonicalUrl(token) } });
    const channel = { kind: 'discord-channel', settings: { channel_id: '987654321098765432' } };
    expect(first?.routes).toEqual([
      route('default', 'default: ${', { target: webhook('a') }, ['destination']),
      route(
        'errors',
        'errors:',
        {
          target: webhook('b'),
          rule: { minSeverity: 'warning', mentionRole: '123456789012345678' },
          policy: { onUncertain: 'hold', schedule: [1000, 5000, 25_000, 300_000, 3_600_000] },
        },
        ['destination', 'minSeverity', 'mentionRole', 'onUncertain', 'schedule'],
      ),
      route(
        'payment.*',
        'payment.*:',
        {
          target: webhook('c'),
          rule: {
            application: 'web',
            username: 'Frostvale sales',
            avatarUrl: 'https://example.com/frostvale.png',
            muted: false,
            copies: [{ to: 'loyalty' }],
          },
        },
        ['destination', 'application', 'username', 'avatarUrl', 'muted', 'copies'],
      ),
      route('loyalty', 'loyalty:', { target: channel }, ['destination']),
    ]);
    expect(second?.store).toMatchObject({ id: 'workshop', name: 'Frostvale Workshop', currency: 'GBP' });
    expect(second?.routes).toMatchObject([
      { target: { settings: { url: `${canonicalUrl('d')}?thread_id=987654321098765432` } } },
    ]);
  });
});

describe('a good crier.yaml', () => {
  it.each(['', '# nothing yet\n', 'stores:\n', 'stores:\n  main:\n', main('routes:', 'looks:', 'retention:')])(
    'may be as empty as %j',
    async (yaml) => {
      expect((await loadYaml(yaml)).stores).toMatchObject([{ store: { id: 'main', name: 'Crier' }, routes: [] }]);
    },
  );

  it.each([
    ['[0, 1s, 5s, 25s]', [0, 1000, 5000, 25_000]],
    ['5 x 300s', [300_000, 300_000, 300_000, 300_000, 300_000]],
    ['2 × 1m', [60_000, 60_000]],
    ['[1s, 2 x 5s]', [1000, 5000, 5000]],
    ['[]', []],
    ['30s', [30_000]],
  ])('may give retries as %s', async (retry, schedule) => {
    const settings = await loadYaml(main('routes:', `  default: { webhook: "${webhookUrl()}", retry: ${retry} }`));
    expect(settings.stores[0]?.routes[0]?.policy.schedule).toEqual(schedule);
  });

  it.each(['123456789012345678', '"123456789012345678"', "' 123456789012345678 '"])(
    'may give the id of a role with or without quotes: %s',
    async (role) => {
      const settings = await loadYaml(
        main('routes:', `  default: { webhook: "${webhookUrl()}", mention_role: ${role} }`),
      );
      expect(settings.stores[0]?.routes[0]?.rule.mentionRole).toBe('123456789012345678');
    },
  );

  it('may repeat a marked value', async () => {
    const yaml = main('routes:', `  default: &hook \${SALES}`, '  errors: *hook');
    const { stores } = await loadYaml(yaml, sales);
    expect(stores[0]?.routes.map(({ target }) => target?.settings['url'])).toEqual(
      Array(2).fill(canonicalUrl('SALEStoken')),
    );
  });

  it(`fills in variables inside a text, and leaves $\${ alone`, async () => {
    const { stores } = await loadYaml(main(`name: "The $\${x} of \${TOWN}"`), { TOWN: 'York' });
    expect(stores[0]?.store.name).toBe(`The \${x} of York`);
  });

  it('may use a variable that bears a prefix of ours', async () => {
    const { stores } = await loadYaml(main('routes:', `  payment.*: \${DISCORD_WEBHOOK_SALES}`), {
      DISCORD_WEBHOOK_SALES: webhookUrl(),
    });
    expect(stores[0]?.routes).toHaveLength(1);
  });

  it.each(['default', 'subscribe', 'payment.completed', 'payment.*', '*', 'heartbeat', 'order'])(
    'may have a route for %s',
    async (key) => {
      const { stores } = await loadYaml(main('routes:', `  "${key}": "${webhookUrl()}"`));
      expect(stores[0]?.routes[0]).toMatchObject({ key, provisioned: { destination: 'config/crier.yaml:4' } });
    },
  );

  it('gives a colour as text or number', async () => {
    const { stores } = await loadYaml(main('looks:', '  a.b: { colour: "#FF0080" }', '  a.c: { colour: 255 }'));
    expect(stores[0]?.store.looks).toEqual({ 'a.b': { colour: 0xff0080 }, 'a.c': { colour: 255 } });
  });
});
