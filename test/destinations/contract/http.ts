import type { KindFixture } from './_fixture.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const bearer = 'mF_9.B5f-4.1JqM-a-token-of-the-receiver';
const part = 'T0A1B2C3D4E5F6G7H8I9';

export default {
  settings: (origin) => ({
    url: `${origin}/hooks/${part}`,
    signature: 'both',
    secrets: [{ secret }],
    bearer,
    headers: { 'X-Tenant': 'tenant-of-frostvale' },
  }),
  place: 'url',
  others: (origin) => [
    { url: `${origin}/hooks/${part}2`, signature: 'none' },
    { url: `${origin}/hooks/${part}?a=1`, signature: 'none' },
  ],
  alike: (origin) => [{ url: `${origin}/hooks/${part}#top`, signature: 'none' }],
  refused: (origin) => [
    { url: `${origin}/`, signature: 'standard' },
    { url: 'http://169.254.169.254/latest/meta-data', signature: 'none' },
    { url: 'https://[::1]/', signature: 'none' },
    { url: 'https://localhost/', signature: 'none' },
    { url: 'https://user:password@example.com/', signature: 'none' },
    { url: 'http://example.com/', signature: 'none' },
    { url: `${origin}/`, signature: 'none', headers: { Host: 'other' } },
    { url: `${origin}/`, signature: 'none', headers: { 'X-A': 'a\r\nX-B: b' } },
    { url: `${origin}/`, signature: 'none', body: '{ "a": {{ nobody.knows }} }' },
    { url: `${origin}/`, signature: 'none', unknown: 1 },
  ],
  secrets: [secret, bearer, part, 'tenant-of-frostvale'],
  deps: () => ({ endpoints: { allowedHosts: ['127.0.0.1'] } }),
  answers: { taken: { status: 204 } },
} satisfies KindFixture;
