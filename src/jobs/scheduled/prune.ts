import { prune } from '../../actions/prune.ts';
import type { Job } from '../job.ts';

export default {
  cron: '17 * * * *',
  async run(deps) {
    const pruned = await prune(deps);
    return pruned === 0 ? undefined : `${pruned} deliveries were older than they are kept`;
  },
} satisfies Job;
