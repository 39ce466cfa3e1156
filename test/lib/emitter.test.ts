import { expect, test } from 'vitest';
import { createEmitter } from '../../src/lib/emitter.ts';

function threeListeners(emitter: ReturnType<typeof createEmitter<string>>): string[] {
  const heard: string[] = [];
  emitter.subscribe((value) => heard.push(`first ${value}`));
  emitter.subscribe(() => {
    throw new Error('not well');
  });
  emitter.subscribe((value) => heard.push(`third ${value}`));
  return heard;
}

test('a listener that throws keeps nothing from the others, nor from whoever emits', () => {
  const errors: unknown[] = [];
  const emitter = createEmitter<string>((error) => errors.push(error));
  const heard = threeListeners(emitter);
  emitter.emit('news');
  expect([heard, errors]).toEqual([['first news', 'third news'], [new Error('not well')]]);
});

test('an error that nobody is told of is thrown once all were called', () => {
  const emitter = createEmitter<string>();
  const heard = threeListeners(emitter);
  expect(() => emitter.emit('news')).toThrow('not well');
  expect(heard).toEqual(['first news', 'third news']);
});

test('a subscription ends', () => {
  const emitter = createEmitter<string>();
  const heard: string[] = [];
  const end = emitter.subscribe((value) => heard.push(value));
  end();
  emitter.emit('news');
  expect(heard).toEqual([]);
});
