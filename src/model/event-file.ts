/** A file of an event before it is kept. */
export interface NewEventFile {
  name: string;
  /** MIME type. */
  type: string;
  content: Uint8Array;
}

/** A file of an event, as the event names it; the content is kept beside the event, not in it. */
export interface EventFile {
  /** The key of the content; only the store of files reads it. */
  id: string;
  name: string;
  /** MIME type. */
  type: string;
  bytes: number;
}
