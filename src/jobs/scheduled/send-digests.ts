import type { Job } from '../job.ts';

export default {
  cron: '* * * * *',
  async run(actions) {
    const sent = await actions.digests.sendDue();
    return sent.length === 0 ? undefined : sent.join(', ');
  },
} satisfies Job;
