import type { Job } from '../job.ts';

export default {
  cron: '* * * * *',
  async run(deps) {
    const uses = deps.keys.takeUses();
    if (Object.keys(uses).length > 0) await deps.store.touchKeys(uses);
    return undefined;
  },
} satisfies Job;
