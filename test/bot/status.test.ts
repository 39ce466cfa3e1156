import { expect, test } from 'vitest';
import { startBotWorld, textOf } from './_world.ts';

test('/status shows how everything stands, for the person alone, and is refreshed by its button', async () => {
  const { discord, crier, run, press } = await startBotWorld();
  const shown = await run('status');
  expect(shown.isEphemeral).toBe(true);
  expect(textOf(shown.message)).toMatch(/🟢 Frostvale\nAll is well\.[\s\S]*nothing delivered yet/);
  await crier.post({ type: 'payment.completed', player: { name: 'Steve' } });
  await discord.waitFor(() => discord.messages().some(({ body }) => JSON.stringify(body).includes('Steve')));
  const pressed = await press(shown.message, 'Refresh');
  expect(textOf(pressed.message)).toMatch(/transactions\*\* → .*· 1 in 24 h/);
  expect(discord.violations).toEqual([]);
});
