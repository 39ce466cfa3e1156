import { checkDestinations } from '../../actions/check-destinations.ts';
import type { Job } from '../job.ts';

export default {
  cron: '41 4 * * *',
  async run(deps) {
    const bad = await checkDestinations(deps);
    return bad.length === 0 ? undefined : `gone: ${bad.join(', ')}`;
  },
} satisfies Job;
