import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from './_world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook().url }), {
    app: { store: { looks: { '*': { text: 'Thank you, **{{ player.name }}**!\nCoupon: {{ coupon }}' } } } },
  });
});
afterAll(() => world.stop());

test('the log and the delivery say which tags of a look had no value', async () => {
  const [event] = await world.crier.post({ type: 'payment.completed', player: { name: 'Mira_' } });
  const id = event?.deliveries[0]?.id;
  await world.until(() => world.discord.messages().length === 1);
  await world.settle();
  expect(world.discord.messages()[0]?.body).toMatchObject({ embeds: [{ description: 'Thank you, **Mira\\_**!' }] });
  const { body } = await world.crier.request('GET', `/v1/deliveries/${id}`);
  expect(body).toMatchObject({ status: 'delivered', reason: null });
  expect(body.attempts[0].reason).toBe('No value for {{ coupon }} in the look of the store.');
  expect(world.crier.log.join('')).toContain('"notes":["No value for {{ coupon }}');
});
