import { breakEveryone, escapeMarkdown } from '../../../discord/markdown.ts';
import { cut } from '../../../lib/text.ts';
import type { CleanEvent } from '../clean-event/clean-event.ts';
import { ownMarkdown, type Piece } from './own-markdown.ts';

/** The parts of an event's description, in their order, before it is known how much room there is. */
export interface Description {
  /** Markdown: who gave to whom, the look's sentence. Short. */
  lead: string;
  /** The text of the store or the sender, plain. */
  text: string;
  /** The text of the store as Markdown; undefined: the text is the sender's. */
  own: readonly Piece[] | undefined;
  /** A stack trace, or a text of several lines of something that failed; plain. */
  code: string;
}

/** The lead is shown whole, whatever else needs room. */
const maxName = 100;
const maxSentence = 300;

export function descriptionOf(event: CleanEvent): Description {
  const { isFailure, description: text, stackTrace, ownText } = event;
  const lead = [giftLine(event), inLead(event.sentence, maxSentence)].filter((line) => line !== '').join('\n');
  const own = ownText && ownMarkdown(ownText, event);
  if (!isFailure) return { lead, text, own, code: '' };
  if (own === undefined && stackTrace === '' && text.includes('\n')) return { lead, text: '', own, code: text };
  return { lead, text: own === undefined && stackTrace === text ? '' : text, own, code: stackTrace };
}

function giftLine({ player, recipient }: CleanEvent): string {
  const [from, to] = [player, recipient].map((person) => inLead(person?.name ?? '', maxName));
  return from === '' || to === '' ? '' : `**${from}** → **${to}**`;
}

function inLead(line: string, max: number): string {
  return escapeMarkdown(cut(breakEveryone(line), max));
}
