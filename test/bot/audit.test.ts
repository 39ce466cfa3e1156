import { expect, test } from 'vitest';
import type { FakeMessage } from '../helpers/fake-discord/bot/message.ts';
import { startReceiver } from '../helpers/receiver.ts';
import { auditIn } from './_audit.ts';
import { everyCommand, requiredInputs } from './_commands.ts';
import { delivered, failed, payment } from './_events.ts';
import { addWithoutWebhooks } from './_route.ts';
import { type BotWorld, startBotWorld } from './_world.ts';

interface Change {
  /** Brings about what is changed; its entries in the audit log do not count. */
  before?(world: BotWorld): Promise<unknown>;
  change(world: BotWorld): Promise<unknown>;
  /** What the audit log calls it. */
  action: string;
  target: string | RegExp;
}

const setErrors = (world: BotWorld) => world.run('route set', { key: 'errors', channel: world.lounge });
const addEndpoint = async ({ crier }: BotWorld) =>
  crier.request('POST', '/v1/endpoints', { name: 'ledger', url: receiver.url });
const addSource = ({ crier }: BotWorld) => crier.request('PUT', '/v1/sources/kofi', { secret: 'mistyped' });
/** An error in a channel that the bot writes into itself, with its buttons. */
const openError = async (world: BotWorld) => {
  await world.run('route set', { key: 'errors', channel: addWithoutWebhooks(world) });
  await delivered(world, { type: 'error.plugin', player: { name: 'Ray' } });
};
const lastOf = ({ bot }: BotWorld['discord']): FakeMessage => {
  const message = bot.messages.at(-1);
  if (message === undefined) throw new Error('the bot has written nothing');
  return message;
};
const destination = /^destination dst_/;
const receiver = await startReceiver();

/** Whatever a person may change, by the command, or by the command and the action of its button. */
const changes: Record<string, Change> = {
  'crier link': {
    before: async (world) => {
      const actor = { name: 'test', store: 'main', scopes: ['admin'] as const };
      codes.set(world, (await world.crier.app.actions.guilds.createLinkCode(actor)).code);
    },
    change: (world) => world.run('crier link', { code: codes.get(world) ?? '' }),
    action: 'link-guild',
    target: /^guild \d+$/,
  },
  'crier unlink': {
    before: (world) => changes['crier link']?.before?.(world).then(() => linkIt(world)) ?? Promise.resolve(),
    change: (world) => world.run('crier unlink'),
    action: 'unlink-guild',
    target: /^guild \d+$/,
  },
  'route set': { change: setErrors, action: 'set-route', target: 'route errors' },
  'route clear': {
    before: setErrors,
    change: (world) => world.run('route clear', { route: 'errors' }),
    action: 'delete-route',
    target: 'route errors',
  },
  'route mute': {
    before: setErrors,
    change: (world) => world.run('route mute', { route: 'errors' }),
    action: 'set-route',
    target: 'route errors',
  },
  'route unmute': {
    before: setErrors,
    change: (world) => world.run('route unmute', { route: 'errors' }),
    action: 'set-route',
    target: 'route errors',
  },
  'route:url': {
    change: async ({ run, discord, webhook }) =>
      discord.bot.submit((await run('route set', { key: 'errors' })).modal, { url: webhook.url }),
    action: 'set-route',
    target: 'route errors',
  },
  'setup:channel': {
    change: async ({ run, choose, lounge }) => {
      const { message } = await run('setup');
      await choose(message, 'Choose a kind of events', 'errors');
      await choose(message, 'Channel for: Errors', lounge.id);
    },
    action: 'set-route',
    target: 'route errors',
  },
  pause: { change: ({ run }) => run('pause'), action: 'pause-destination', target: destination },
  resume: {
    before: ({ run }) => run('pause'),
    change: ({ run }) => run('resume'),
    action: 'resume-destination',
    target: destination,
  },
  'endpoint pause': {
    before: addEndpoint,
    change: ({ run }) => run('endpoint pause', { name: 'ledger' }),
    action: 'pause-destination',
    target: destination,
  },
  'endpoint resume': {
    before: async (world) => {
      await addEndpoint(world);
      await world.run('endpoint pause', { name: 'ledger' });
    },
    change: ({ run }) => run('endpoint resume', { name: 'ledger' }),
    action: 'resume-destination',
    target: destination,
  },
  'source retry': {
    before: addSource,
    change: ({ run }) => run('source retry', { source: 'kofi' }),
    action: 'retry-source',
    target: 'source kofi',
  },
  'source:retry': {
    async before(world) {
      await addSource(world);
      const data = JSON.stringify({ verification_token: 'another', type: 'Donation' });
      await fetch(`${world.crier.url}/in/main/kofi`, { method: 'POST', body: new URLSearchParams({ data }) });
    },
    change: async ({ run, press }) => press((await run('source refused', { source: 'kofi' })).message, 'Retry'),
    action: 'retry-source',
    target: 'source kofi',
  },
  'replay:go': {
    before: (world) => failed(world, payment('Alex')),
    change: async ({ run, press }) => press((await run('replay')).message, 'Replay 1'),
    action: 'replay-deliveries',
    target: '1 deliveries',
  },
  'delivery:replay': {
    before: (world) => failed(world, payment('Alex')),
    change: async ({ run, press }) => press((await run('delivery', { id: 'Alex' })).message, 'Replay'),
    action: 'replay-delivery',
    target: /^dlv_/,
  },
  'delivery:resend': {
    before: openError,
    change: ({ discord, press }) => press(lastOf(discord), 'Replay'),
    action: 'replay-delivery',
    target: /^dlv_/,
  },
  'delivery:acknowledge': {
    before: openError,
    change: ({ discord, press }) => press(lastOf(discord), 'Acknowledge'),
    action: 'acknowledge-delivery',
    target: /^dlv_/,
  },
  'delivery:cancel': {
    before: async ({ run, crier }) => {
      await run('pause');
      await crier.post(payment('Alex'));
    },
    change: async ({ run, press }) => press((await run('delivery', { id: 'Alex' })).message, 'Cancel'),
    action: 'cancel-delivery',
    target: /^dlv_/,
  },
  'digest on': {
    change: ({ run }) => run('digest on', { period: 'daily' }),
    action: 'set-digest',
    target: 'digest daily',
  },
  'digest off': {
    before: ({ run }) => run('digest on', { period: 'daily' }),
    change: ({ run }) => run('digest off', { period: 'daily' }),
    action: 'set-digest',
    target: 'digest daily',
  },
};

/** What only asks or sends a test: it changes nothing that is kept. */
const changesNothing = [
  ...['test', 'replay', 'setup', 'route test', 'endpoint test', 'digest now'],
  ...['setup:key', 'setup:test', 'setup:done'],
];

const codes = new Map<BotWorld, string>();

async function linkIt(world: BotWorld): Promise<void> {
  await world.run('crier link', { code: codes.get(world) ?? '' });
}

test('all that a person may change is in this list', async () => {
  const every = await everyCommand();
  const handlers = new Map(every.map(({ path, command }) => [path.split(' ')[0], command.handlers ?? {}]));
  const admin = [
    ...every.filter(({ scope }) => scope === 'admin').map(({ path }) => path),
    ...[...handlers].flatMap(([name, some]) =>
      Object.entries(some).flatMap(([action, { scope }]) => (scope === 'admin' ? [`${name}:${action}`] : [])),
    ),
  ];
  expect(admin.sort()).toEqual([...Object.keys(changes), ...changesNothing].sort());
});

test.each(Object.entries(changes))('%s is in the audit log, with who did it', async (name, one) => {
  const world = await startBotWorld({ isLinked: !name.startsWith('crier') });
  await one.before?.(world);
  const before = auditIn(world.crier.dir).length;
  await one.change(world);
  const rows = auditIn(world.crier.dir).slice(before);
  expect(rows).toMatchObject([
    { store_id: 'main', actor: '@steve (900000000000000001) in Discord', action: one.action },
  ]);
  const [{ target = '' } = {}] = rows;
  expect(target).toMatch(one.target);
});

test('what is read or only asked leaves nothing in the audit log', async () => {
  const world = await startBotWorld();
  await world.run('route set', { key: 'errors', channel: world.lounge });
  const before = auditIn(world.crier.dir);
  await world.run('test', { category: 'errors' });
  await world.run('route test', { route: 'errors' });
  await world.run('replay');
  const { message } = await world.run('setup');
  await world.press(message, 'Send a test to each');
  await world.press(message, 'Done');
  for (const { path, scope } of await everyCommand()) {
    if (scope === 'read') await world.run(path, requiredInputs(world, path));
  }
  expect(auditIn(world.crier.dir)).toEqual(before);
});
