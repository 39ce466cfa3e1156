import { execFileSync } from 'node:child_process';

/**
 * Runs `during` in a process that cannot make any file grow, as on a full disk: the system itself refuses each write
 * (RLIMIT_FSIZE; Node ignores the signal that comes with it).
 *
 * @param bytes that a file may still have.
 * @returns false where this system has no `prlimit`; then nothing was run.
 */
export async function withFullDisk(during: () => Promise<void>, bytes = 1): Promise<boolean> {
  if (!setLimit(String(bytes))) return false;
  try {
    await during();
  } finally {
    setLimit('unlimited');
  }
  return true;
}

function setLimit(bytes: string): boolean {
  try {
    // The soft limit alone, so that it can be lifted again.
    execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
