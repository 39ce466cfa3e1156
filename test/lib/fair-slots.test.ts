import { expect, test } from 'vitest';
import { FairSlots, LineFullError } from '../../src/lib/fair-slots.ts';

const limits = { slots: 2, mostWaiting: 4, mostWaitingOfOne: 2 };

/** A work that notes its beginning and ends when it is told to. */
function scene() {
  const slots = new FairSlots(limits);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string, signal?: AbortSignal) => {
    const [holder = ''] = name.split('-');
    const asked = slots.run(
      holder,
      () => {
        begun.push(name);
        return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
      },
      signal,
    );
    asked.catch(() => undefined);
    return asked;
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ask, begun, end };
}

test('two run at once, and of one holder one', async () => {
  const { ask, begun, end } = scene();
  const first = ask('a-1');
  for (const name of ['a-2', 'b-1', 'c-1']) ask(name);
  expect(begun).toEqual(['a-1', 'b-1']);
  await end('b-1');
  // The line is served in order, but for those whose holder has its turn.
  expect(begun).toEqual(['a-1', 'b-1', 'c-1']);
  await end('a-1');
  expect(await first).toBe('a-1');
  expect(begun).toEqual(['a-1', 'b-1', 'c-1', 'a-2']);
});

test('the line is bounded, in all and for one holder', async () => {
  const { ask } = scene();
  for (const name of ['a-1', 'a-2', 'a-3']) ask(name);
  await expect(ask('a-4')).rejects.toThrow(LineFullError);
  for (const name of ['b-1', 'c-1', 'd-1']) ask(name);
  await expect(ask('e-1')).rejects.toThrow(LineFullError);
});

test('whoever leaves the line makes room, and never begins', async () => {
  const { ask, begun, end } = scene();
  const leaving = new AbortController();
  for (const name of ['a-1', 'b-1']) ask(name);
  const left = ask('c-1', leaving.signal);
  for (const name of ['d-1', 'e-1', 'f-1']) ask(name);
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  ask('g-1');
  for (const name of ['a-1', 'b-1', 'd-1', 'e-1', 'f-1', 'g-1']) await end(name);
  expect(begun).toEqual(['a-1', 'b-1', 'd-1', 'e-1', 'f-1', 'g-1']);
});

test('a work that fails gives its slot back', async () => {
  const slots = new FairSlots({ ...limits, slots: 1 });
  await expect(slots.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await slots.run('a', async () => 'yes')).toBe('yes');
});
