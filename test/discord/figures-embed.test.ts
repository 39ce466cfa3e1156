import { expect, test } from 'vitest';
import { figuresEmbed } from '../../src/discord/figures-embed.ts';
import type { Figures } from '../../src/model/figures.ts';

const figures: Figures = {
  title: 'Today',
  revenue: [{ net: '€20.00', payments: '2 payments', refunded: { gross: '€29.99', back: '€9.99' } }],
  trend: { direction: 'down', text: '−50 %', against: 'the day before' },
  events: '5 events',
  failures: '1 failure',
  refundRate: '50%',
  packages: [{ name: 'VIP', revenue: '€9.99', count: '1' }],
  players: [],
  categories: [{ name: 'transactions', count: '4' }],
  failureTypes: [{ name: 'error.plugin', count: '1' }],
  note: 'Frostvale · times are of UTC',
};

test('all figures stand in one embed, above the picture', () => {
  expect(figuresEmbed(figures, 'chart.png')).toEqual({
    title: 'Today',
    color: 0x5a68ea,
    description: [
      '💰 **€20.00** from 2 payments · €29.99 less €9.99 refunded',
      '📉 −50 % against the day before',
      '📦 5 events, 1 failure',
      '↩️ 50% refunded',
    ].join('\n'),
    fields: [
      { name: 'Top packages', value: '1. VIP · €9.99 · 1×', inline: false },
      { name: 'Events', value: 'transactions: 4', inline: true },
      { name: 'Failures', value: 'error.plugin: 1', inline: true },
    ],
    image: { url: 'attachment://chart.png' },
    footer: { text: 'Frostvale · times are of UTC' },
  });
  expect(figuresEmbed(figures, undefined)).not.toHaveProperty('image');
});

test('names from outside are harmless, and what is too long for Discord is cut', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({
    net: `${index} XXX`,
    payments: '1 payment',
    refunded: undefined,
  }));
  const hostile = { name: '**@everyone** [here](https://evil.example)'.repeat(50), revenue: '€1.00', count: '1' };
  const embed = figuresEmbed({ ...figures, revenue: many, packages: Array(5).fill(hostile) }, undefined);
  expect(embed.description).toContain('9 XXX');
  expect(embed.description).not.toContain('10 XXX');
  expect(embed.description).toContain('… and 20 more currencies');
  const [packages] = embed.fields;
  expect(packages?.value).not.toMatch(/(?<!\\)\*\*|\]\(http/);
  expect(packages?.value.length).toBeLessThanOrEqual(1_024);
});
