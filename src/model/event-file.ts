/** A file of an event, as the event names it; the content is kept beside the event, not in it. */
export interface EventFile {
  /** The key of the content; only the store of files reads it. */
  id: string;
  name: string;
  /** MIME type. */
  type: string;
  bytes: number;
}

/** A file of an event before it is kept. */
export interface NewEventFile extends Pick<EventFile, 'name' | 'type'> {
  content: Uint8Array;
}

/** The bytes of a file, whole or as they come. */
export type FileBytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Files that are there before the event that they belong to, in the order in which they were added. */
export interface FileDraft {
  readonly files: readonly Omit<EventFile, 'id'>[];
  /**
   * Takes one in as its bytes come. Rejects as they do, or with CrierError `store_unavailable`; then the draft can only
   * be dropped.
   */
  add(file: Pick<EventFile, 'name' | 'type'>, bytes: FileBytes): Promise<void>;
  /** Takes away what no event has got. */
  drop(): Promise<void>;
}
