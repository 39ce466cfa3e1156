import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { interactionLimits } from '../discord/limits.ts';
import { plain } from './format.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A row of components; those without a custom id that fits are left out. */
export function row(...components: readonly (APIComponentInMessageActionRow | undefined)[]): Row[] {
  const there = components.filter((one) => one !== undefined);
  return there.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: there }];
}

const styles: Record<'plain' | 'good' | 'bad' | 'main', APIButtonComponentWithCustomId['style']> = {
  plain: ButtonStyle.Secondary,
  good: ButtonStyle.Success,
  bad: ButtonStyle.Danger,
  main: ButtonStyle.Primary,
};

/** A button; undefined where there is no custom id. */
export function button(
  id: string | undefined,
  label: string,
  options: { style?: keyof typeof styles; isOff?: boolean; emoji?: string } = {},
): APIButtonComponentWithCustomId | undefined {
  if (id === undefined) return undefined;
  return {
    type: ComponentType.Button,
    custom_id: id,
    label,
    style: styles[options.style ?? 'plain'],
    disabled: options.isOff ?? false,
    ...(options.emoji === undefined ? {} : { emoji: { name: options.emoji } }),
  };
}

/** A button that opens an address. */
export function link(url: string | undefined, label: string): APIComponentInMessageActionRow | undefined {
  return url === undefined ? undefined : { type: ComponentType.Button, style: ButtonStyle.Link, url, label };
}

/** A menu of texts; undefined where there is nothing to choose. */
export function menu(
  id: string | undefined,
  placeholder: string,
  options: readonly { label: string; value: string; description?: string | undefined; emoji?: string }[],
): APIComponentInMessageActionRow | undefined {
  if (id === undefined || options.length === 0) return undefined;
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder,
    options: options.slice(0, interactionLimits.choices).map(({ label, value, description, emoji }) => ({
      label: plain(label),
      value,
      ...(description === undefined ? {} : { description: plain(description) }),
      ...(emoji === undefined ? {} : { emoji: { name: emoji } }),
    })),
  };
}
