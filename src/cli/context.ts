import type { Command } from 'commander';

/** One thing that `doctor` looked at. */
export interface Finding {
  state: 'ok' | 'note' | 'bad';
  what: string;
  /** What to do. */
  cure?: string | undefined;
}

/** What a command answers: text for people, data for `--json`. */
export interface Result {
  text: string;
  data: unknown;
  /** Exit code; default 0. */
  code?: number;
}

/** What the commands work with. */
export interface CliContext {
  /** Writes a line for people; nothing with `--json`. */
  say(line: string): void;
  /** Writes one line of JSON. */
  sayJson(value: unknown): void;
  isJson: boolean;
  isTerminal: boolean;
  paint(colour: Colour, text: string): string;
  /** @throws CliError where nobody answers or the answer is an error. */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<unknown>;
  /** Server-sent events, until the connection ends or `signal` aborts. */
  stream(path: string, signal: AbortSignal): AsyncIterable<{ event: string; data: unknown }>;
  /** Asks for yes or no; false where nobody sits there. */
  confirm(question: string): Promise<boolean>;
  readInput(file: string): Promise<string>;
  now(): number;
  sleep(ms: number): Promise<void>;
  diagnose(): Promise<Finding[]>;
  /** Copies the database file without a running service. */
  backupFile(target: string | undefined): Promise<{ path: string; bytes: number }>;
}

export type Colour = 'green' | 'yellow' | 'red' | 'cyan' | 'dim' | 'bold';

/** A command of the command line: a file under src/cli/commands. */
export interface CliCommand {
  /**
   * Declares the command.
   *
   * @param run wraps an action: prints its result, as text or JSON.
   */
  declare(program: Command, run: Runner): void;
}

export type Runner = <Args extends unknown[]>(
  action: (context: CliContext, ...args: Args) => Promise<Result | undefined>,
) => (...args: Args) => Promise<void>;

/** A failure that is told in a sentence, with what to do. */
export class CliError extends Error {
  override name = 'CliError';
}
