import type { Actions } from '../actions/create-actions.ts';

/** Work that is done at set times: the default export of a file under jobs/scheduled. */
export interface Job {
  /** The times, in cron's five fields, in the machine's time zone. */
  cron: string;
  /** The answer is logged; undefined, where there was nothing to do, is not. */
  run(actions: Actions): Promise<string | undefined>;
}
