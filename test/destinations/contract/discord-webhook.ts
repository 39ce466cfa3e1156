import type { KindFixture } from './_fixture.ts';

const token = 'aB3-dE6_gH9jK2mN5pQ8sT1vW4yZ7aB3-dE6_gH9jK2mN5pQ8sT1vW4yZ7aB3dE6gH9';
const path = `/webhooks/200000000000000001/${token}`;

export default {
  settings: (origin) => ({ url: `${origin}/api/v10${path}` }),
  place: 'url',
  alike: (origin) => [
    { url: `  <${origin}/api/v10${path}>  ` },
    { url: `https://discord.com/api/v6${path}` },
    { url: `https://canary.discord.com/api${path}/slack` },
  ],
  others: (origin) => [
    { url: `${origin}/api/v10${path}?thread_id=700000000000000001` },
    { url: `${origin}/api/v10${path}a` },
    { url: `${origin}/api/v10/webhooks/200000000000000002/${token}` },
  ],
  refused: (origin) => [
    { url: `https://discord.evil.example/api${path}` },
    { url: `https://discord.com.evil.example/api${path}` },
    { url: `${origin}/api/v10/webhooks/200000000000000001` },
    { url: `${origin}/api/v10/webhooks/200000000000000001/${token}/../../users/@me` },
    { url: `${origin}/api/v10/channels/1/messages` },
    { url: `file:///api${path}` },
  ],
  secrets: [token],
  deps: (origin) => ({
    discord: {
      apiBase: `${origin}/api/v10`,
      channelLimit: { count: 30, windowMs: 60_000 },
      globalLimit: { count: 50, windowMs: 1_000 },
      botToken: undefined,
    },
  }),
  answers: {
    taken: { status: 200, body: { id: '500000000000000001', channel_id: '300000000000000001' } },
    checked: {
      status: 200,
      body: { type: 1, name: 'Sales', channel_id: '300000000000000001', guild_id: '400000000000000001' },
    },
  },
} satisfies KindFixture;
