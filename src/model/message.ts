import type { EventFile } from './event-file.ts';

/** `standing`: it is there, and may be edited. `deleted`: somebody took it away. */
export const messageStates = ['standing', 'deleted'] as const;
export type MessageState = (typeof messageStates)[number];

/** A message that a destination has taken. It shows one delivery or several, and may be edited where its kind can. */
export interface Message {
  /** `dst_…` */
  destination: string;
  /** The receiver's id of it. */
  id: string;
  /** The thread where it stands, over the destination's own. */
  threadId?: string | undefined;
  /** Ids of the deliveries that it shows, in order. */
  deliveries: readonly string[];
  state: MessageState;
}

/** A message that is there already, as the target of an attempt. */
export interface EditTarget {
  /** The message's id; what is sent takes the place of all that it showed. */
  edit: Message['id'];
}

/** The content of a file: text, bytes as base64, or the id of a file that is kept beside its event. */
export type FileContent = { text: string } | { base64: string } | { kept: EventFile['id'] };

/** A file that travels with a message. */
export interface MessageFile {
  name: string;
  content: FileContent;
  /** MIME type; default: plain text. */
  type?: string | undefined;
}

/** A message ready to be sent; it holds the first `count` of the items it was made from. */
export interface Rendered {
  /** At least 1. */
  count: number;
  /** Absent: a new message. */
  target?: EditTarget;
  /** JSON, without secrets; kept in the log as the message that was sent. */
  body: unknown;
  /** The same with its secrets, where it has any: sent, never kept or shown. */
  unmasked?: unknown;
  files: readonly MessageFile[];
  /** Headers of this message, beside those of every request; without secrets. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Of each item in turn a sentence for its owner on what the message had to do without, or undefined. */
  notes?: readonly (string | undefined)[] | undefined;
  /** The reason why none could be made: `send` refuses it. */
  problem?: string | undefined;
  /** The thread that it goes to, over the destination's own. */
  threadId?: string | undefined;
  /** Its sender could have named a thread: that it names none is no fault of the destination. */
  mayNameThread?: boolean | undefined;
}

/** A request about one message, as its sender wrote it. */
export interface MessageEdit {
  method: 'GET' | 'PATCH' | 'DELETE';
  messageId: Message['id'];
  threadId?: string | undefined;
  /** For `PATCH`: the parts to change. */
  body?: Readonly<Record<string, unknown>> | undefined;
  /** For `PATCH`: files that are new; the body's `attachments` name them by their place. */
  files?: readonly MessageFile[] | undefined;
}
