import { randomInt } from 'node:crypto';
import { escapeMarkdown } from '../discord/markdown.ts';
import type { Log } from '../lib/log.ts';
import { CrierError } from '../model/errors.ts';
import { colours } from './show.ts';
import type { Reply } from './slash-command.ts';

/** Without letters that look like digits. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Short enough to be read out, and to be found in the log. */
const codeLength = 6;

/**
 * What went wrong, for the person: the sentence of an error that was foreseen, else that something did. Both carry a
 * code that stands in the log too.
 */
export function tellError(error: unknown, log: Pick<Log, 'info' | 'error'>, context: Record<string, unknown>): Reply {
  const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');
  if (error instanceof CrierError) {
    log.info({ ...context, code, error: error.code, reason: error.message }, 'a slash command was refused');
    return errorReply(escapeMarkdown(error.message), code);
  }
  log.error({ ...context, code, err: loggable(error) }, 'a slash command failed');
  return errorReply(
    'Something went wrong inside Crier. Try again; if it stays so, look for the code in its log.',
    code,
  );
}

/** An error of Discord's API without its address, in which the token of an interaction stands, and without its body. */
export function loggable(error: unknown): unknown {
  if (!(error instanceof Error) || !('url' in error)) return error;
  const { code, status, method } = error as Error & { code?: unknown; status?: unknown; method?: unknown };
  return { type: error.name, message: error.message, stack: error.stack, code, status, method };
}

/** @param text Discord's markdown. */
export function errorReply(text: string, code?: string): Reply {
  const footer = code === undefined ? {} : { footer: { text: `Code ${code}` } };
  return { embeds: [{ color: colours.bad, description: `✖️ ${text}`.slice(0, 4_000), ...footer }], components: [] };
}
