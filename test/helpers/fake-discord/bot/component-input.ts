import { isObject, type JsonObject, listOf } from '../json.ts';
import type { FakeMessage } from './message.ts';
import { Resolved } from './option-input.ts';
import type { Person } from './person.ts';

const button = 2;
const linkStyle = 5;
const selects = { string: 3, user: 5, role: 6, mentionable: 7, channel: 8 } as const;

/** A value or label of a select of texts; else a channel, user or role, or the id of one. */
export type SelectValue = string | { id: string };

/** All components of a message, nested ones included, outer ones first. */
export function allComponents(components: readonly unknown[]): JsonObject[] {
  return components.filter(isObject).flatMap((component) => {
    const accessory = isObject(component['accessory']) ? [component['accessory']] : [];
    return [component, ...allComponents([...listOf(component['components']), ...accessory])];
  });
}

/** @throws where the person cannot touch the message. */
function visible(message: FakeMessage, person: Person): JsonObject[] {
  if (message.isDeleted) throw new Error('The message is deleted');
  if (message.isEphemeral && message.onlyFor !== person.id) {
    throw new Error(`${person.username} does not see this message: it is ephemeral`);
  }
  return allComponents(message.components);
}

/**
 * The `data` of a press on a button.
 * @throws where a client would not let the person press it.
 */
export function pressData(message: FakeMessage, labelOrCustomId: string, person: Person): JsonObject {
  const buttons = visible(message, person).filter(({ type }) => type === button);
  const found = buttons.find((each) => each['custom_id'] === labelOrCustomId || each['label'] === labelOrCustomId);
  if (!found) {
    const known = buttons.map((each) => `${each['label']} (${each['custom_id'] ?? each['url']})`).join(', ');
    throw new Error(`There is no button ${labelOrCustomId}; there are ${known || 'none'}`);
  }
  if (found['disabled'] === true) throw new Error(`The button ${labelOrCustomId} is disabled`);
  if (found['style'] === linkStyle)
    throw new Error(`The button ${labelOrCustomId} is a link: it tells the bot nothing`);
  return { component_type: button, id: 0, custom_id: found['custom_id'] };
}

/**
 * The `data` of a choice in a select; `values` are values or labels, ids where it offers channels, users or roles.
 * @throws where a client would not let the person choose that.
 */
export function chooseData(
  message: FakeMessage,
  key: string,
  values: readonly SelectValue[],
  person: Person,
): JsonObject {
  const known = Object.values<unknown>(selects);
  const all = visible(message, person).filter(({ type }) => known.includes(type));
  const select = all.find((each) => each['custom_id'] === key || each['placeholder'] === key);
  if (!select) {
    const names = all.map((each) => `${each['placeholder']} (${each['custom_id']})`).join(', ');
    throw new Error(`There is no select ${key}; there are ${names || 'none'}`);
  }
  if (select['disabled'] === true) throw new Error(`The select ${key} is disabled`);
  const [min, max] = [Number(select['min_values'] ?? 1), Number(select['max_values'] ?? 1)];
  if (values.length < min || values.length > max) {
    throw new Error(`The select ${key} takes ${min} to ${max} values, not ${values.length}`);
  }
  const resolved = new Resolved(message.channel.guild);
  const chosen = values.map((value) => chosenOf(select, key, typeof value === 'string' ? value : value.id, resolved));
  return {
    component_type: select['type'],
    id: 0,
    custom_id: select['custom_id'],
    values: chosen,
    ...resolved.json(),
  };
}

function chosenOf(select: JsonObject, key: string, value: string, resolved: Resolved): unknown {
  switch (select['type']) {
    case selects.channel:
      resolved.channel(key, value, listOf(select['channel_types']).map(Number));
      return value;
    case selects.role:
      resolved.role(value);
      return value;
    case selects.user:
    case selects.mentionable:
      resolved.user(value);
      return value;
    default: {
      const options = listOf(select['options']).filter(isObject);
      const option = options.find((each) => each['value'] === value || each['label'] === value);
      if (option) return option['value'];
      throw new Error(
        `The select ${key} does not offer ${value}; it offers ${options.map((o) => o['value']).join(', ')}`,
      );
    }
  }
}
