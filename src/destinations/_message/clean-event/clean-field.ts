import type { CleanValue } from './clean-value.ts';

/** A value that a message may show in a field of its own. */
export interface CleanField {
  /** On one line: of a look Markdown, else plain text. */
  label: string;
  value: CleanValue;
  /** Side by side with its neighbours, where it is short enough. */
  inline: boolean;
  /** The one who wants it: the look, an owner who searches by ids, the sender; nobody, where only the data holds it. */
  origin: 'look' | 'id' | 'sender' | 'data';
  /** Shown although its text stands elsewhere in the message: its form tells more. */
  mayRepeat: boolean;
}
