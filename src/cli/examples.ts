import type { Command } from 'commander';

/** Puts examples under a command's help, as they are typed. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  const head = lines.length === 1 ? 'Example:' : 'Examples:';
  return command.addHelpText('after', ['', head, ...lines.map((line) => `  npm run crier -- ${line}`)].join('\n'));
}

/** The groups of commands in the list of all, in this order. */
export const groups = {
  send: 'Send events:',
  look: 'Look:',
  mend: 'Mend:',
  setUp: 'Set up:',
  help: 'Help:',
} as const;

/** Puts the groups of a help into their order; what is no group of ours stays in front. */
export function inOrder<Item>(grouped: ReadonlyMap<string, Item[]>): Map<string, Item[]> {
  const order: readonly string[] = Object.values(groups);
  return new Map([...grouped].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

/** For an option that may be repeated, or hold several with commas between. */
export function collectWords(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(',').map((word) => word.trim())].filter((word) => word !== '');
}
