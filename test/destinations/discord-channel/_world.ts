import { onTestFinished } from 'vitest';
import createDiscordChannel from '../../../src/destinations/discord-channel/index.ts';
import type { Destination } from '../../../src/model/destination.ts';
import type { DestinationKind, KindDeps, LaneItem } from '../../../src/model/destination-kind.ts';
import type { Rendered } from '../../../src/model/message.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import type { FakeChannel, FakeGuild } from '../../helpers/fake-discord/bot/guild.ts';
import { type FakeDiscord, startFakeDiscord } from '../../helpers/fake-discord.ts';
import { anEvent, frostvale, laneItem } from '../../helpers/lane-item.ts';

export interface KindWorld {
  clock: FakeClock;
  discord: FakeDiscord;
  guild: FakeGuild;
  channel: FakeChannel;
  kind: DestinationKind;
  destination: Destination;
  /** One attempt as a lane makes it. */
  deliver(items: readonly LaneItem[], to?: Destination): Promise<Outcome>;
}

export const never = new AbortController().signal;
export const noOptions = { store: frostvale, omit: new Set<never>() };

/** The kind alone, with a fake Discord that sets a bot no limits. Ends with the test. */
export async function startKindWorld({ token }: { token?: string | null } = {}): Promise<KindWorld> {
  const clock = new FakeClock();
  const discord = await startFakeDiscord({ clock, bot: { channelLimit: null } });
  const guild = discord.addGuild({ name: 'Frostvale' });
  const channel = guild.addChannel({ name: 'sales' });
  const kind = makeKind({
    clock,
    discord: {
      apiBase: discord.apiBase,
      channelLimit: undefined,
      globalLimit: undefined,
      botToken: token === null ? undefined : (token ?? discord.bot.token),
    },
  });
  onTestFinished(async () => {
    await kind.close();
    await discord.stop();
  });
  const destination = destinationOf(kind, channel.id);
  return {
    ...{ clock, discord, guild, channel, kind, destination },
    async deliver(items, to = destination) {
      await kind.limiter.enter(to, never);
      return kind.send(kind.render(items, noOptions, to), to);
    },
  };
}

export function makeKind(deps: Partial<KindDeps> & Pick<KindDeps, 'discord'>): DestinationKind {
  return createDiscordChannel({
    clock: new FakeClock(),
    random: () => 0.5,
    version: '0',
    files: { read: async () => undefined },
    endpoints: { allowedHosts: [] },
    ...deps,
  });
}

export function destinationOf(kind: DestinationKind, channelId: string, parts: Partial<Destination> = {}): Destination {
  const { settings, label } = kind.accept({ channel_id: channelId });
  return {
    id: `dst_${channelId}`,
    store: 'main',
    kind: kind.kind,
    label,
    settings,
    state: 'active',
    facts: {},
    onUncertain: 'resend',
    ...parts,
  };
}

/** An item of its own delivery. */
export function itemOf(
  number: number,
  type = 'payment.completed',
  parts: Partial<LaneItem['delivery']> = {},
): LaneItem {
  const category = type.startsWith('error') ? 'errors' : 'transactions';
  const item = laneItem(anEvent(type, category, { player: { name: `p${number}` } }));
  const id = `dlv_${number.toString(16).padStart(32, '0')}`;
  return { ...item, delivery: { ...item.delivery, id, ...parts } };
}

/** A body as it is looked at. */
export interface Body {
  content?: string;
  username?: string;
  avatar_url?: string;
  embeds?: { author?: { name: string } }[];
  components?: { components: { label: string; custom_id?: string; url?: string; style: number }[] }[];
  nonce?: string;
  enforce_nonce?: boolean;
  allowed_mentions?: unknown;
}

export const bodyOf = ({ body }: Pick<Rendered, 'body'>) => body as Body;
