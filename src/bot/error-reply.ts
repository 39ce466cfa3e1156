import { randomInt } from 'node:crypto';
import { embedLimits } from '../discord/limits.ts';
import { escapeMarkdown } from '../discord/markdown.ts';
import type { Log } from '../lib/log.ts';
import { CrierError } from '../model/errors.ts';
import { colours } from './format.ts';
import { loggable } from './loggable.ts';
import type { Reply } from './slash-command.ts';

/** The signs of a code, without letters that look like digits. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** The length of a code: short enough to be read out, and to be found in the log. */
const codeLength = 6;

/**
 * The answer to an error: the sentence of one that was foreseen, else that something went wrong. Both carry a code
 * that stands in the log too.
 */
export function replyToError(
  error: unknown,
  log: Pick<Log, 'info' | 'error'>,
  details: Record<string, unknown>,
): Reply {
  const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');
  if (error instanceof CrierError) {
    log.info({ ...details, code, error: error.code, reason: error.message }, 'a slash command was refused');
    return errorReply(escapeMarkdown(error.message), code);
  }
  log.error({ ...details, code, err: loggable(error) }, 'a slash command failed');
  return errorReply(
    'Something went wrong inside Crier. Try again; if it stays so, look for the code in its log.',
    code,
  );
}

/** A refusal. @param text Discord's markdown. */
export function errorReply(text: string, code?: string): Reply {
  const footer = code === undefined ? {} : { footer: { text: `Code ${code}` } };
  return {
    embeds: [{ color: colours.bad, description: `✖️ ${text}`.slice(0, embedLimits.description), ...footer }],
    components: [],
  };
}
