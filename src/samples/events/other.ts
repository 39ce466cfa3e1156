import { type Sample, steve } from './_parts.ts';

export const other = (): Sample[] => [
  {
    type: 'quest.finished',
    player: steve,
    data: { quest: 'The lost lighthouse', difficulty: 'hard', server: 'Survival' },
  },
];
