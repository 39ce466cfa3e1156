import { expect, test } from 'vitest';
import { FakeClock } from './fake-clock.ts';

test('the clock runs what falls due in order, at its own moment, and nothing else', () => {
  const clock = new FakeClock(1000);
  const ran: string[] = [];
  clock.after(20, () => ran.push(`b ${clock.now()} ${clock.monotonic()}`));
  clock.after(10, () => {
    ran.push(`a ${clock.now()}`);
    clock.after(5, () => ran.push(`c ${clock.now()}`));
  });
  const cancel = clock.after(12, () => ran.push('never'));
  clock.after(100, () => ran.push('later'));
  cancel();
  expect(clock.nextTimer()).toBe(10);
  clock.advance(50);
  expect(ran).toEqual(['a 1010', 'c 1015', 'b 1020 20']);
  expect([clock.now(), clock.monotonic(), clock.pending]).toEqual([1050, 50, 1]);
  clock.jump(-2000);
  expect([clock.now(), clock.monotonic(), clock.nextTimer()]).toEqual([-950, 50, 50]);
});
