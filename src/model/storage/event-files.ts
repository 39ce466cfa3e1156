import type { EventFile, FileDraft, NewEventFile } from '../event-file.ts';

/**
 * The contents of the files of events: pictures and attachments that would make an event large. They are kept before
 * the event is, so that an event never names a file that is not there; what a failure left without an event is found
 * by `list` and dropped. All of it rejects with CrierError `store_unavailable` where the disk fails.
 */
export interface EventFiles {
  /** A place for files that come before their event does. */
  draft(): FileDraft;
  /** Keeps the files of one event; when it resolves they have reached the disk. @param event `evt_…`. */
  put(event: string, files: readonly NewEventFile[] | FileDraft): Promise<EventFile[]>;
  /** The content of one file, read from the disk as it is used; undefined where it is not there any more. */
  read(id: string): Promise<Blob | undefined>;
  /** The events, by id, that have files and whose ids were made before a time (epoch milliseconds); oldest first. */
  list(before: number): Promise<string[]>;
  /** Takes the files of these events away; those that have none are passed over. */
  drop(events: readonly string[]): Promise<void>;
}
