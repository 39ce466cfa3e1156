import type { Job } from '../job.ts';

export default {
  cron: '* * * * *',
  async run(actions) {
    await actions.keys.recordUses();
    return undefined;
  },
} satisfies Job;
