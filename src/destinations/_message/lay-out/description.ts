import { breakEveryone, escapeMarkdown } from '../../../discord/markdown.ts';
import { cut } from '../../../lib/text.ts';
import type { CleanEvent } from '../clean-event/clean-event.ts';

/** The parts of an event's description, in their order, before it is known how much room there is. */
export interface Description {
  /** Markdown: who gave to whom, the look's sentence. Short. */
  lead: string;
  /** The sender's text, plain. */
  text: string;
  /** A stack trace, or a text of several lines of something that failed; plain. */
  code: string;
}

/** The lead is shown whole, whatever else needs room. */
const maxName = 100;
const maxSentence = 300;

export function descriptionOf(event: CleanEvent): Description {
  const { isFailure, description: text, stackTrace } = event;
  const lead = [giftLine(event), inLead(event.sentence, maxSentence)].filter((line) => line !== '').join('\n');
  if (!isFailure) return { lead, text, code: '' };
  if (stackTrace === '' && text.includes('\n')) return { lead, text: '', code: text };
  return { lead, text: stackTrace === text ? '' : text, code: stackTrace };
}

function giftLine({ player, recipient }: CleanEvent): string {
  const [from, to] = [player, recipient].map((person) => inLead(person?.name ?? '', maxName));
  return from === '' || to === '' ? '' : `**${from}** → **${to}**`;
}

function inLead(line: string, max: number): string {
  return escapeMarkdown(cut(breakEveryone(line), max));
}
