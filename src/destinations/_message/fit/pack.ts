import { messageLimits } from '../../../discord/limits.ts';
import type { ButtonRow, DiscordMessage, Embed } from '../../../discord/message.ts';
import { isSnowflake } from '../../../discord/snowflake.ts';
import type { MessageFile } from '../../../model/message.ts';
import type { FittedEmbed } from './fit-embed.ts';

/** The embeds of one message in the making, with what belongs to them. */
export class Pack {
  readonly #embeds: Embed[] = [];
  readonly #rows: ButtonRow[] = [];
  readonly #files: MessageFile[] = [];
  readonly #roles = new Set<string>();
  /** Code points. */
  #left: number = messageLimits.embedsSum;

  /**
   * Takes one more event. The first always fits by how it is made; if it ever did not, it is shortened when the message
   * is made valid: it must not stay for ever.
   *
   * @param mentionRole the role that is pinged for it
   * @returns false where it does not fit any more
   */
  add({ embed, size, buttons, files }: FittedEmbed, mentionRole: string | undefined): boolean {
    if (this.#embeds.length === messageLimits.embeds) return false;
    if (size > this.#left && this.#embeds.length > 0) return false;
    if (buttons.length > 0 && this.#rows.length === messageLimits.rows) return false;
    if (buttons.length > 0) this.#rows.push({ type: 1, components: [...buttons] });
    this.#left -= size;
    this.#embeds.push(embed);
    for (const file of files) this.#files.push(unlike(file, this.#files));
    if (isSnowflake(mentionRole)) this.#roles.add(mentionRole);
    return true;
  }

  /** The message of all that was added, and how many events that is. */
  message(): { count: number; message: DiscordMessage; files: readonly MessageFile[] } {
    const roles = [...this.#roles];
    const message: DiscordMessage = {
      ...(roles.length > 0 && { content: roles.map((id) => `<@&${id}>`).join(' ') }),
      embeds: this.#embeds,
      allowed_mentions: { parse: [], roles },
      components: this.#rows,
    };
    return { count: this.#embeds.length, message, files: this.#files };
  }
}

/** The same event may come twice in a pack, by a replay. */
function unlike(file: MessageFile, others: readonly MessageFile[]): MessageFile {
  if (!others.some(({ name }) => name === file.name)) return file;
  return { ...file, name: file.name.replace(/\.txt$/, `-${others.length + 1}.txt`) };
}
