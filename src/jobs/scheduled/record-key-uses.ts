import type { Job } from '../job.ts';

export default {
  cron: '* * * * *',
  async run(deps) {
    await deps.registries.apiKeys.recordUses();
    return undefined;
  },
} satisfies Job;
