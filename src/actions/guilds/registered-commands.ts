import { z } from 'zod';

/** The slash commands of a Discord server as they were registered last. */
export interface RegisteredCommands {
  /** Tells one list of commands from another. */
  hash: string;
  /** Ids of the commands, by name. */
  ids: Readonly<Record<string, string>>;
}

const keptSchema = z.object({ hash: z.string(), ids: z.record(z.string(), z.string()) });

/** The key under which they are kept. */
export const keyOfCommands = (guildId: string) => `bot:commands:${guildId}`;

/** The text under which they are kept. */
export const writeRegisteredCommands = (commands: RegisteredCommands): string => JSON.stringify(commands);

/** The registered commands in a kept text; undefined for one that says nothing, or is of another version of Crier. */
export function readRegisteredCommands(text: string | undefined): RegisteredCommands | undefined {
  return text === undefined || text === '' ? undefined : keptSchema.safeParse(JSON.parse(text)).data;
}
