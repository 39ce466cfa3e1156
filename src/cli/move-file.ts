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
    // Another disk: a rename does not reach there. It has its name only once it is whole.
    const part = `${to}.part`;
    try {
      await cp(from, part, { recursive: true });
      await rename(part, to);
    } catch (cause) {
      await rm(part, { recursive: true, force: true }).catch(() => undefined);
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new CliError(`The copy stays at ${from}: ${to} cannot be written (${reason}).`, { cause });
    }
    await rm(from, { recursive: true });
  }
  return true;
}
