import type { Event } from '../../model/event.ts';
import type { MessageFile } from '../../model/message.ts';

/** The files of an event as they travel with its message; their content is read when it is sent. */
export function keptFiles({ files }: Pick<Event, 'files'>): MessageFile[] {
  return (files ?? []).map(({ id, name, type }) => ({ name, type, content: { kept: id } }));
}
