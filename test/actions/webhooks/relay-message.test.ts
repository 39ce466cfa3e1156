import { expect, test } from 'vitest';
import { relayMessage } from '../../../src/actions/webhooks/relay-message.ts';
import { CrierError } from '../../../src/model/errors.ts';
import { openRegistries } from '../../helpers/registries.ts';

const webhook = { id: '1', store: 'main', name: 'screens', category: 'errors', tokenHash: '', createdAt: 0 } as const;

test('a message that could not be kept leaves nobody listening for its attempts', async () => {
  const { registries, clock, activities } = await openRegistries();
  let listening = 0;
  const relayed = relayMessage(
    {
      registries,
      clock,
      async accept() {
        throw new CrierError('store_unavailable', 'the disk is full');
      },
      activities: {
        emit: activities.emit,
        subscribe(listener) {
          const end = activities.subscribe(listener);
          listening += 1;
          return () => {
            listening -= 1;
            end();
          };
        },
      },
    },
    webhook,
    { body: {} },
    {
      words: { wholeInFile: [], leftOut: [] },
      files: { files: [], add: async () => {}, drop: async () => {} },
      wait: true,
    },
  );
  await expect(relayed).rejects.toMatchObject({ code: 'store_unavailable' });
  expect(listening).toBe(0);
});
