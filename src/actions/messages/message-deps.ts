import type { Reports } from '../../model/storage/reports.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';

/** The needs of the actions on messages that were sent. */
export interface MessageDeps {
  storage: Pick<Reports, 'listMessages'>;
  registries: { destinations: DestinationRegistry };
}
