import type { Job } from '../job.ts';

export default {
  cron: '17 * * * *',
  async run(actions) {
    const pruned = await actions.upkeep.prune();
    return pruned === 0 ? undefined : `${pruned} deliveries were older than they are kept`;
  },
} satisfies Job;
