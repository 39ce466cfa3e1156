import { isHidden } from '../../../looks/hidden.ts';
import type { ChosenLook } from '../../../looks/look-for.ts';
import type { Event } from '../../../model/event.ts';
import type { CleanField } from './clean-field.ts';
import { cleanValue } from './clean-value.ts';
import type { Cleaner } from './cleaner.ts';
import { extraFields } from './extra-fields.ts';
import { lookFields } from './look-fields.ts';

/** The fields that an event's message may have, in order. */
export interface CleanFields {
  /** The fields of the look, the ids of the people, the fields of the sender. */
  wanted: readonly CleanField[];
  /** The rest of what the event's data tells. */
  extra: Iterable<CleanField>;
}

/** @param look of this event; what it hides is left out */
export function cleanFields(event: Event, look: ChosenLook, cleaner: Cleaner): CleanFields {
  const ofLook = lookFields(event, look, cleaner);
  if (look.isListed) return { wanted: ofLook, extra: [] };
  const ofPeople = idFields(event, look.hide, cleaner);
  const ofSender = senderFields(event, look.hide, cleaner);
  const taken = new Set(ofLook.map(({ path }) => path));
  return {
    wanted: [...ofLook, ...ofPeople, ...ofSender],
    extra: extraFields(event, look.hide, taken, cleaner),
  };
}

/** Names stand in the author line and above; the ids are what a store's owner searches by. */
function idFields({ player, recipient }: Event, hide: ReadonlySet<string>, cleaner: Cleaner): CleanField[] {
  const ids = [
    { label: 'Player ID', path: 'player.id', id: player?.id },
    { label: 'Recipient ID', path: 'recipient.id', id: recipient?.id },
  ];
  return ids.flatMap(({ label, path, id }): CleanField[] => {
    const value = isHidden(hide, path, label) ? undefined : cleanValue(id, 'code', path, cleaner);
    return value === undefined ? [] : [{ label, value, inline: true, origin: 'id', mayRepeat: false }];
  });
}

function senderFields({ fields = [] }: Event, hide: ReadonlySet<string>, cleaner: Cleaner): CleanField[] {
  return fields.flatMap(({ name, value: text, inline = true }): CleanField[] => {
    const value =
      isHidden(hide, `fields.${name}`, name) || !cleaner.allows(name)
        ? undefined
        : cleanValue(text, 'text', name, cleaner);
    if (value === undefined) return [];
    return [{ label: cleaner.line(name), value, inline, origin: 'sender', mayRepeat: false }];
  });
}
