import { existsSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { CliError } from './context.ts';

/**
 * Moves a file or a folder, also to another disk.
 *
 * @returns false where `from` is not to be found on this machine.
 * @throws CliError where it cannot be written.
 */
export async function moveFile(from: string, to: string): Promise<boolean> {
  if (!existsSync(from)) return false;
  try {
    await rename(from, to);
  } catch {
    // Another disk: a rename does not reach there.
    await cp(from, to, { recursive: true, force: false, errorOnExist: true }).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new CliError(`The copy stays at ${from}: ${to} cannot be written (${reason}).`, { cause });
    });
    await rm(from, { recursive: true });
  }
  return true;
}
