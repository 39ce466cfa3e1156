import type { DiscordMessage } from '../../discord/message.ts';
import type { Rendered } from '../../model/message.ts';

/** A message of ours, whose body is known. */
export interface RenderedMessage extends Rendered {
  body: DiscordMessage;
}
