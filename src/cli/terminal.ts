import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError } from './context.ts';

// Questions to a person at the keyboard. They go to standard error: standard output belongs to the answers.

/** Asks for yes or no; false where nobody sits there. */
export async function confirm(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) return false;
  const answer = await ask(`${question} [y/N] `, process.stderr);
  return /^y(es)?$/i.test(answer.trim());
}

/** One line; typed at a terminal it stays invisible. */
export async function readSecret(prompt: string): Promise<string> {
  if (process.stdin.isTTY !== true) return ((await readInput('-')).split('\n', 1)[0] ?? '').trim();
  process.stderr.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = await ask('', nowhere);
  process.stderr.write('\n');
  return line.trim();
}

/** The text of a file; `-` is standard input. @throws CliError */
export async function readInput(file: string): Promise<string> {
  if (file !== '-') {
    return readFile(file, 'utf8').catch((cause: unknown) => {
      throw new CliError(`The file cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
    });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function ask(question: string, output: NodeJS.WritableStream): Promise<string> {
  const asking = createInterface({ input: process.stdin, output, terminal: true });
  return new Promise((resolve, reject) => {
    // Ctrl+C and Ctrl+D close it without an answer.
    asking.on('close', () => reject(new CliError('\nNothing was changed.')));
    asking.question(question, (answer) => {
      resolve(answer);
      asking.close();
    });
  });
}
