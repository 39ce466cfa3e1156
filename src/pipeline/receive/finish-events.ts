import type { EventInput } from '../../model/event.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings, Translation } from '../../model/source.ts';
import { mendEvent } from './mend-event.ts';
import { originalOf, readOriginal } from './original.ts';

/** The events of one request as the intake takes them. */
export interface FinishedEvents {
  inputs: EventInput[];
  /** The part of the request that is in no event: a sentence without anything secret. */
  leftOut: string | undefined;
}

/**
 * The last step of a translation: each event keeps what it was made from, for templates and endpoints, and what is not
 * valid in it is left out.
 */
export function finishEvents(
  source: Pick<Source, 'id' | 'withheld'>,
  request: SourceRequest,
  { events, originals, leftOut }: Pick<Translation, 'events' | 'originals' | 'leftOut'>,
  settings: Pick<SourceSettings, 'secrets'>,
): FinishedEvents {
  const values = originals ?? (events.length === 0 ? [] : [readOriginal(request)]);
  const kept = values.map((value) => originalOf(value, source, settings));
  const sentences = [leftOut, ...kept.map((original) => original.leftOut)].filter((text) => text !== undefined);
  return {
    inputs: events.map((event, index) => mendEvent(withOriginal(event, kept[index]?.value), `${source.id}.event`)),
    leftOut: sentences.length === 0 ? undefined : sentences.slice(0, 3).join(' '),
  };
}

/** A sender who says `original` in its own data keeps its own. */
function withOriginal(event: SourceEvent, original: unknown): SourceEvent {
  return original === undefined ? event : { ...event, data: { original, ...event.data } };
}
