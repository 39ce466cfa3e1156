import type { ActionDeps } from '../actions/action-deps.ts';

/** Something that is done at set times: a file under jobs/scheduled. */
export interface Job {
  /** When, in cron's five fields, in the machine's time zone. */
  cron: string;
  /** What it answers is logged; undefined is not. */
  run(deps: ActionDeps): Promise<string | undefined>;
}
