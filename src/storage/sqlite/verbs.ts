import { deliveries } from './deliveries.ts';
import { destinations } from './destinations.ts';
import { digests } from './digests.ts';
import { events } from './events.ts';
import { guilds } from './guilds.ts';
import { keys } from './keys.ts';
import { lanes } from './lanes.ts';
import { meta } from './meta.ts';
import { prune } from './prune.ts';
import { receipts } from './receipts.ts';
import { reports } from './reports.ts';
import { routes } from './routes.ts';
import { sources } from './sources.ts';
import { stores } from './stores.ts';
import type { StoredVerbs, Verbs } from './verb.ts';
import { webhooks } from './webhooks.ts';

/** Every verb of the store; the compiler holds them to the port. */
export const verbs = {
  ...events,
  ...deliveries,
  ...lanes,
  ...stores,
  ...routes,
  ...destinations,
  ...keys,
  ...sources,
  ...receipts,
  ...webhooks,
  ...guilds,
  ...digests,
  ...reports,
  ...prune,
  ...meta,
} satisfies Verbs<StoredVerbs>;
