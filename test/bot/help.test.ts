import { expect, test } from 'vitest';
import { everyCommand } from './_commands.ts';
import { textOf } from './_shown.ts';
import { startBotWorld } from './_world.ts';

test('/help lists every command to be clicked, and says which store it is about', async () => {
  const { run } = await startBotWorld();
  const shown = await run('help');
  const text = textOf(shown.message);
  expect(shown.isEphemeral).toBe(true);
  expect(text).toContain('This server is linked to the store **Frostvale**.');
  for (const { path, description } of await everyCommand()) {
    expect(text).toMatch(new RegExp(`</${path}:\\d+>`));
    expect(text).toContain(description.en);
  }
});

test('/help in a server without a store says how to link it', async () => {
  const { run } = await startBotWorld({ isLinked: false });
  const text = textOf((await run('help')).message);
  expect(text).toMatch(/not linked to a store yet: `npm run crier -- link` .* <\/crier link:\d+>/);
  for (const { path } of await everyCommand()) expect(text).toContain(`</${path}:`);
});
