import { describe, expect, it } from 'vitest';
import { didYouMean, nearestWord } from '../../src/lib/did-you-mean.ts';
import { categories } from '../../src/model/category.ts';

describe('the nearest known word', () => {
  it.each([
    ['transaction', 'transactions'],
    ['Errors', 'errors'],
    ['error', 'errors'],
    ['erorrs', 'errors'],
    ['gift', 'gifting'],
    ['procesing', 'processing'],
    ['subscription', 'subscriptions'],
    ['loyality', 'loyalty'],
  ])('to %s is %s', (word, nearest) => {
    expect(nearestWord(word, categories)).toBe(nearest);
  });

  it.each(['heartbeat', 'xyz', '', 'order', 'purchase'])('to "%s" is none', (word) => {
    expect(nearestWord(word, categories)).toBeUndefined();
  });

  it('is put as a question', () => {
    expect(didYouMean('mutd', ['webhook', 'muted'])).toBe('Did you mean "muted"? ');
    expect(didYouMean('colour', ['webhook', 'muted'])).toBe('');
  });
});
