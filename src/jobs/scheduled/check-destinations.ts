import type { Job } from '../job.ts';

export default {
  cron: '41 4 * * *',
  async run(actions) {
    const bad = await actions.destinations.check();
    return bad.length === 0 ? undefined : `gone: ${bad.join(', ')}`;
  },
} satisfies Job;
