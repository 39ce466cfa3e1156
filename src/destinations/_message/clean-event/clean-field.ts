import type { CleanValue } from './clean-value.ts';

/** A value that a message may show in a field of its own. */
export interface CleanField {
  /** Plain text on one line. */
  label: string;
  value: CleanValue;
  /** Side by side with its neighbours, where it is short enough. */
  inline: boolean;
  /** Who wants it: the look, whoever looks a person up by an id, the sender; nobody by name what is only in the data. */
  origin: 'look' | 'id' | 'sender' | 'data';
  /** Shown although its text stands elsewhere in the message: its form tells more. */
  mayRepeat: boolean;
}
