import type { KindFixture } from './_fixture.ts';

export default { settings: () => ({}), secrets: [] } satisfies KindFixture;
