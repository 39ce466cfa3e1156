import type { CleanValue } from './clean-value.ts';

/** A piece of a text of the store's owner: Markdown as it was written, or a value that is only text. */
export type OwnPart = { own: string } | { value: CleanValue };

/** A text of the store's owner, filled in with the values of an event. */
export interface OwnText {
  parts: readonly OwnPart[];
  /** The tags that had no value: what stands between their braces. */
  unfilled: readonly string[];
}
