import { onTestFinished } from 'vitest';
import createDiscordWebhook from '../../../src/destinations/discord-webhook/index.ts';
import type { Destination } from '../../../src/model/destination.ts';
import type { DestinationKind, LaneItem } from '../../../src/model/destination-kind.ts';
import type { EditTarget } from '../../../src/model/message.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from '../../helpers/fake-discord.ts';
import { frostvale } from '../../helpers/lane-item.ts';

export const never = new AbortController().signal;
export const noOptions = { store: frostvale, omit: new Set<never>() };

export interface WebhookWorld {
  clock: FakeClock;
  discord: FakeDiscord;
  kind: DestinationKind;
  destination: Destination;
  /** One attempt as a lane makes it. */
  deliver(items: readonly LaneItem[], target?: EditTarget, to?: Destination): Promise<Outcome>;
  /** The same, where it is an error that it does not arrive. Answers the message's id. */
  post(items: readonly LaneItem[], to?: Destination): Promise<string>;
}

/** The kind alone, with a fake Discord. Ends with the test. */
export async function startWebhookWorld(options: FakeDiscordOptions = {}): Promise<WebhookWorld> {
  const clock = new FakeClock();
  const discord = await startFakeDiscord({ clock, ...options });
  const kind: DestinationKind = createDiscordWebhook({
    ...{
      clock,
      random: () => 0.5,
      version: '0',
      files: { read: async () => undefined },
      endpoints: { allowedHosts: [] },
    },
    discord: {
      apiBase: discord.apiBase,
      channelLimit: { count: 30, windowMs: 60_000 },
      globalLimit: { count: 50, windowMs: 1_000 },
      botToken: undefined,
    },
  });
  onTestFinished(async () => {
    await kind.close();
    await discord.stop();
  });
  const webhook = discord.addWebhook();
  const facts = { channelId: webhook.channelId, guildId: webhook.guildId };
  const destination = { ...destinationOf(kind, webhook.url), facts };
  const world: WebhookWorld = {
    ...{ clock, discord, kind, destination },
    async deliver(items, target, to = destination) {
      await kind.limiter.enter(to, never, target);
      const rendered = kind.render(items, noOptions, to);
      return kind.send(target === undefined ? rendered : { ...rendered, target }, to);
    },
    async post(items, to) {
      const outcome = await world.deliver(items, undefined, to);
      if (outcome.kind !== 'delivered' || outcome.messageId === undefined) throw new Error(JSON.stringify(outcome));
      return outcome.messageId;
    },
  };
  return world;
}

export function destinationOf(kind: DestinationKind, url: string): Destination {
  const { settings, label, identity } = kind.accept({ url });
  return {
    ...{ id: `dst_${identity}`, store: 'main', kind: kind.kind, label, settings },
    ...{ state: 'active', facts: {}, onUncertain: 'resend' },
  };
}
