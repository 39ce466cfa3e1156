import type { Command } from 'commander';
import type { Finding } from '../doctor/finding.ts';

/** The answer of a command: text for people, data for `--json`. */
export interface Result {
  text: string;
  data: unknown;
  /** Exit code; default 0. */
  code?: number;
}

/** The surroundings that commands work with. */
export interface CliContext {
  /** Writes a line for people to standard output; nothing with `--json`. */
  say(line: string): void;
  /** Writes a line for people to standard error, where it is in nobody's way. */
  note(line: string): void;
  /** Writes one line of JSON. */
  sayJson(value: unknown): void;
  isJson: boolean;
  /** Columns that a table may take. */
  width: number;
  paint(colour: Colour, text: string): string;
  /** The address at which the service answers. */
  serviceUrl(): string;
  /** @throws CliError where nobody answers or the answer is an error. */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<unknown>;
  /** Server-sent events, until the connection ends. */
  stream(path: string, onOpen: () => void): AsyncIterable<{ event: string; data: unknown }>;
  /** Asks for yes or no; false where nobody sits there. */
  confirm(question: string): Promise<boolean>;
  /** The text of a file; `-` is standard input. */
  readInput(file: string): Promise<string>;
  /** One line from standard input; typed at a terminal it stays invisible. */
  readSecret(prompt: string): Promise<string>;
  /** A variable of the environment that the user names. */
  environment(name: string): string | undefined;
  now(): number;
  random(): number;
  sleep(ms: number): Promise<void>;
  diagnose(): Promise<Finding[]>;
  /** Copies the database file without a running service; default: into the data folder. */
  backupFile(target: string | undefined): Promise<{ path: string; bytes: number }>;
  /** @throws CliError where Crier runs, or the backup cannot be used. */
  restore: Restore;
  /** @throws CliError where Crier runs, or the database cannot be opened. */
  resetSecrets: ResetSecrets;
  fileExists(path: string): boolean;
  /** Moves a file of the service; false where it is not on this machine. @throws CliError where it cannot be written. */
  moveFile(from: string, to: string): Promise<boolean>;
}

/** A backup as `restore` has checked it. */
export interface CheckedBackup {
  schema: number;
  newestSchema: number;
  events: number;
  /** Epoch milliseconds. */
  newestEventAt: number | undefined;
  /** Deliveries that wait in it. */
  pending: number;
  /** Events in the database that is there now. */
  presentEvents: number | undefined;
  key: 'fits' | 'other' | 'missing';
  keyPlace: string;
  database: string;
}

/** Restores a backup. @param decide undefined: it is only checked. */
export type Restore = (
  file: string,
  decide: ((found: CheckedBackup) => Promise<boolean>) | undefined,
) => Promise<{ found: CheckedBackup; restored: boolean; aside: string | undefined }>;

/** One thing whose secret the secret key does not open. */
export interface LostSecret {
  kind: 'source' | 'endpoint' | 'route';
  store: string;
  name: string;
  label?: string | undefined;
  /** True for a route to a channel, which the bot writes into. */
  isChannel?: boolean;
  /** The place in file or environment that sets it again. */
  provisionedBy?: string | undefined;
}

/** Drops what the secret key does not open. Answers undefined where it was not confirmed. */
export type ResetSecrets = (
  confirm: (lost: readonly LostSecret[]) => Promise<boolean>,
) => Promise<LostSecret[] | undefined>;

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

/** The command was called wrongly: the sentence says how it is called. Exit code 2. */
export class UsageError extends CliError {
  override name = 'UsageError';
}

/** Nobody answers where the service should be. */
export class NoServiceError extends CliError {
  override name = 'NoServiceError';
}

/** The service answered with an error. */
export class ProblemError extends CliError {
  override name = 'ProblemError';
  /** The service's stable code, such as `not_found`; `unknown` where another program answered. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}
