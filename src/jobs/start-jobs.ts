import cron from 'node-cron';
import type { Actions } from '../actions/create-actions.ts';
import { loadFolder } from '../lib/load-folder.ts';
import type { Log } from '../lib/log.ts';
import type { Job } from './job.ts';

/** Schedules every job of src/jobs/scheduled. The returned function ends them. */
export async function startJobs(actions: Actions, log: Log): Promise<() => Promise<void>> {
  const jobs = await loadFolder(new URL('./scheduled/', import.meta.url), isJob, 'a job with valid times');
  const tasks = jobs.map(({ name, value: job }) =>
    cron.schedule(
      job.cron,
      async () => {
        try {
          const result = await job.run(actions);
          if (result !== undefined) log.info({ job: name, result }, 'job done');
        } catch (error) {
          log.error({ job: name, err: error }, 'job failed');
        }
      },
      { name, noOverlap: true },
    ),
  );
  return async () => {
    for (const task of tasks) await task.destroy();
  };
}

function isJob(value: unknown): value is Job {
  if (typeof value !== 'object' || value === null || !('cron' in value) || !('run' in value)) return false;
  return typeof value.cron === 'string' && cron.validate(value.cron) && typeof value.run === 'function';
}
