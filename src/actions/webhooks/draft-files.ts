import type { FileDraft } from '../../model/event-file.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** A place for the files of a message while it comes in. */
export function draftFiles({ storage }: Pick<WebhookDeps, 'storage'>): FileDraft {
  return storage.files.draft();
}
