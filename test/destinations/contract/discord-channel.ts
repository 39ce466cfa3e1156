import type { KindFixture } from './_fixture.ts';

const botToken = `${Buffer.from('1480000000000000001').toString('base64url')}.GaBcDe.aB3-dE6_gH9jK2mN5pQ8sT1vW4yZ7aB3-dE6_gH`;

export default {
  settings: () => ({ channel_id: '300000000000000001' }),
  place: 'channel_id',
  alike: () => [{ channel_id: '\t300000000000000001 ' }],
  others: () => [{ channel_id: '300000000000000002' }],
  refused: (origin) => [
    { channel_id: '300000000000000001/../../users/@me' },
    { channel_id: '#sales' },
    { channel_id: '99999999999999999999' },
    { url: `${origin}/channels/300000000000000001` },
  ],
  secrets: [botToken],
  deps: (origin) => ({
    discord: {
      apiBase: `${origin}/api/v10`,
      channelLimit: undefined,
      globalLimit: { count: 50, windowMs: 1_000 },
      botToken,
    },
  }),
  answers: {
    taken: { status: 200, body: { id: '500000000000000001', channel_id: '300000000000000001' } },
    checked: { status: 200, body: { type: 0, name: 'sales', guild_id: '400000000000000001' } },
  },
} satisfies KindFixture;
