import { sendDueDigests } from '../../actions/send-digest.ts';
import type { Job } from '../job.ts';

export default {
  cron: '* * * * *',
  async run(deps) {
    const told = await sendDueDigests(deps);
    return told.length === 0 ? undefined : told.join(', ');
  },
} satisfies Job;
