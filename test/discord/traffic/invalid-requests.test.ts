import { expect, test } from 'vitest';
import { InvalidRequests } from '../../../src/discord/traffic/invalid-requests.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';

test('from a tenth of what Discord bans for, one request a second goes out, and ten minutes later all of them', () => {
  const clock = new FakeClock();
  const invalid = new InvalidRequests(clock);
  for (let index = 0; index < 999; index += 1) invalid.add();
  expect([invalid.isSlow(), invalid.waitMs()]).toEqual([false, 0]);
  invalid.add();
  expect(invalid.isSlow()).toBe(true);
  invalid.begin();
  expect(invalid.waitMs()).toBe(1_000);
  clock.advance(600_000);
  expect([invalid.count(), invalid.waitMs()]).toEqual([0, 0]);
});
