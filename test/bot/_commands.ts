import { loadCommands } from '../../src/bot/bot.ts';
import type { Handler, LocalizedText, SlashCommand } from '../../src/bot/slash-command.ts';
import type { OptionValue } from '../helpers/fake-discord/bot/option-input.ts';
import type { BotWorld } from './_world.ts';

/** A command as a person types it: `route set`. */
export interface TypedCommand {
  path: string;
  command: SlashCommand;
  scope: Handler['scope'];
  /** Of the whole command. */
  description: LocalizedText;
}

/** Everything that can be typed, from the folder of the commands: a new one is in it by itself. */
export async function everyCommand(): Promise<TypedCommand[]> {
  return [...(await loadCommands())].flatMap(([name, command]) => {
    const { description } = command;
    const subs = Object.entries(command.subcommands ?? {});
    const own = command.self === undefined ? [] : [{ path: name, command, description, scope: command.self.scope }];
    return [...own, ...subs.map(([sub, { scope }]) => ({ path: `${name} ${sub}`, command, description, scope }))];
  });
}

interface Option {
  name: string;
  type: number;
  required?: boolean;
  choices?: { value: string }[];
  options?: Option[];
}

/** Something for each option that must be given. */
export function requiredInputs(
  { discord, guild, lounge }: Pick<BotWorld, 'discord' | 'guild' | 'lounge'>,
  path: string,
): Record<string, OptionValue> {
  const registered = discord.bot.commands(guild.id) as unknown as Option[];
  let options = registered;
  for (const word of path.split(' ')) options = options.find(({ name }) => name === word)?.options ?? [];
  const required = options.filter((option) => option.required === true);
  return Object.fromEntries(required.map((option): [string, OptionValue] => [option.name, inputFor(option, lounge)]));
}

function inputFor({ type, choices }: Option, channel: { id: string }): OptionValue {
  if (type === 7) return channel;
  if (type === 5) return true;
  return choices?.[0]?.value ?? 'something';
}
