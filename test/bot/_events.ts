import { expect } from 'vitest';
import { failure } from '../helpers/fake-discord.ts';
import type { BotWorld } from './_world.ts';

/** A payment of a player. */
export function payment(player: string, more: object = {}): object {
  return { type: 'payment.completed', player: { name: player }, amount: { value: '9.99', currency: 'EUR' }, ...more };
}

/** Payments of `p1` … `pN`. */
export function payments(count: number): object[] {
  return Array.from({ length: count }, (_, index) => payment(`p${index + 1}`));
}

/** How many deliveries there are of each status. */
export async function statusesOf({ crier }: Pick<BotWorld, 'crier'>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const { body } = await crier.request('GET', '/v1/deliveries?limit=200');
  for (const { status } of body.data) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Waits until the deliveries stand so. */
export async function untilStatuses(world: Pick<BotWorld, 'crier'>, wanted: Record<string, number>): Promise<void> {
  await expect.poll(() => statusesOf(world), { timeout: 10_000 }).toEqual(wanted);
}

/** From now on Discord refuses what comes to the default webhook. */
export function refuseAll({ discord, webhook }: Pick<BotWorld, 'discord' | 'webhook'>) {
  return discord.fail({ method: 'POST', webhook: webhook.id, with: failure.refuseWithoutPath });
}

/** Posts events that fail at once and for good; then Discord takes messages again. Answers the ids of their deliveries. */
export async function failed(world: BotWorld, ...events: object[]): Promise<string[]> {
  const rule = refuseAll(world);
  const accepted = await world.crier.post(...events);
  const ids = accepted.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
  await expect
    .poll(() => world.crier.request('GET', `/v1/deliveries/${ids.at(-1)}`).then(({ body }) => body.status), {
      timeout: 10_000,
    })
    .toBe('failed');
  rule.clear();
  return ids;
}

/** Posts events and waits until Discord has them. */
export async function delivered(world: BotWorld, ...events: object[]): Promise<string[]> {
  const accepted = await world.crier.post(...events);
  const ids = accepted.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
  await expect
    .poll(
      async () =>
        (await Promise.all(ids.map((id) => world.crier.request('GET', `/v1/deliveries/${id}`)))).every(
          ({ body }) => body.status === 'delivered',
        ),
      { timeout: 10_000 },
    )
    .toBe(true);
  return ids;
}

/** The players in the messages that came into a channel by webhooks, in order. */
export function playersIn({ discord }: Pick<BotWorld, 'discord'>, channelId: string): string[] {
  return discord.messages().flatMap((message) => {
    if (message.channelId !== channelId) return [];
    const { embeds = [] } = message.body as { embeds?: { author?: { name?: string } }[] };
    return embeds.map(({ author }) => author?.name ?? '?');
  });
}
