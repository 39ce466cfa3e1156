import { FakeClock } from '../helpers/fake-clock.ts';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from '../helpers/fake-discord.ts';
import { runUntil, settle } from '../helpers/run-until.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../helpers/start-app.ts';

export interface World {
  clock: FakeClock;
  discord: FakeDiscord;
  crier: TestApp;
  /** Lets fake time pass until `isDone`; answers how much. */
  until(isDone: () => boolean, limitMs?: number): Promise<number>;
  settle(): Promise<void>;
  /** Stops Crier and starts it again on the same data. */
  restart(options?: Partial<TestAppOptions>): Promise<void>;
  stop(): Promise<void>;
}

/** A whole Crier and a fake Discord under one fake clock. `routes` are made once Discord has webhooks. */
export async function createWorld(
  makeRoutes: (discord: FakeDiscord) => TestAppOptions['routes'],
  options: { discord?: FakeDiscordOptions; app?: TestAppOptions } = {},
): Promise<World> {
  const clock = new FakeClock();
  const discord = await startFakeDiscord({ clock, ...options.discord });
  const appOptions: TestAppOptions = {
    clock,
    apiBase: discord.apiBase,
    routes: makeRoutes(discord) ?? {},
    ...options.app,
  };
  const first = await startTestApp(appOptions);
  const world: World = {
    clock,
    discord,
    crier: first,
    until: (isDone, limitMs) => runUntil({ clock, app: world.crier.app, discord }, isDone, limitMs),
    settle: () => settle({ clock, app: world.crier.app, discord }),
    async restart(changes = {}) {
      await world.crier.app.stop();
      world.crier = await startTestApp({ ...appOptions, ...changes, dir: first.dir });
      await untilChecked(world);
    },
    async stop() {
      await world.crier.stop();
      await discord.stop();
    },
  };
  await untilChecked(world);
  return world;
}

/** The checks at start pass the limits too, so they may need time. */
async function untilChecked(world: World): Promise<void> {
  let isChecked = false;
  void world.crier.app.checked.then(() => {
    isChecked = true;
  });
  await world.until(() => isChecked);
}

/** Events that differ in their player, `p1` … `pN`. */
export function payments(count: number, from = 1): object[] {
  return Array.from({ length: count }, (_, index) => ({
    type: 'payment.completed',
    player: { name: `p${from + index}` },
    amount: { value: '9.99', currency: 'EUR' },
  }));
}

/** The players in the messages that Discord saved, in order. */
export function playersIn(discord: FakeDiscord, webhookId?: string): string[] {
  return discord.messages(webhookId).flatMap(({ body }) => {
    const embeds = (body as { embeds?: { author?: { name?: string } }[] }).embeds ?? [];
    return embeds.map((embed) => embed.author?.name ?? '?');
  });
}
