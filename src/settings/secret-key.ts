import { hkdfSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { flushFolder } from '../lib/flush.ts';
import { ConfigError } from './config-error.ts';
import type { Settings } from './settings.ts';

/** Name of the generated key in the data folder. */
export const secretKeyFile = 'secret.key';

const keyBytes = 32;

/**
 * The key that secrets are sealed with: 32 bytes, made from the operator's `CRIER_SECRET_KEY`, or read from
 * `secret.key` in the data folder.
 *
 * @returns undefined where there is no such file.
 * @throws ConfigError where the file cannot be read, is readable by others, empty or malformed.
 */
export function findSecretKey(settings: Pick<Settings, 'secretKey' | 'dataDir'>): Buffer | undefined {
  if (settings.secretKey !== undefined)
    return Buffer.from(hkdfSync('sha256', settings.secretKey, '', 'crier secret key v1', keyBytes));
  return readKey(path.join(settings.dataDir, secretKeyFile));
}

/**
 * Makes `secret.key` in the data folder (mode 0600). Processes that do so at the same moment get the same key.
 *
 * @throws ConfigError where the file cannot be made.
 */
export function makeSecretKey({ dataDir }: Pick<Settings, 'dataDir'>): Buffer {
  return makeKey(path.join(dataDir, secretKeyFile));
}

function readKey(file: string): Buffer | undefined {
  let text: string;
  try {
    refuseIfShared(file);
    text = fs.readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (codeOf(error) === 'ENOENT') return undefined;
    throw problem(file, `the secret key cannot be read (${codeOf(error)})`, {
      expected: 'a file that Crier may read',
      cure: 'Run it as the user that Crier runs as (sudo -u crier npm run crier -- …). If this is that user, give the file to it, with mode 600.',
    });
  }
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw problem(file, text === '' ? 'the secret key is empty' : 'the secret key is malformed', {
    expected: '64 hexadecimal digits, as Crier wrote them',
    cure: 'Restore the file from a backup. If nothing was ever sealed with it (a first start that failed), delete it and Crier makes a new one.',
  });
}

function refuseIfShared(file: string): void {
  const { mode } = fs.statSync(file);
  // Windows has no such bits; Node shows 0666 there for every file.
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  throw problem(file, `the secret key may be read by others (mode ${(mode & 0o777).toString(8)})`, {
    expected: 'mode 600: only the user that Crier runs as',
    cure: `Run: chmod 600 ${file}`,
  });
}

function makeKey(file: string): Buffer {
  const key = randomBytes(keyBytes);
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.writeFileSync(draft, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    publish(draft, file);
    // Without it, a power cut could forget the key's name after data was sealed with it.
    flushFolder(path.dirname(file));
  } catch (error) {
    const folder = path.dirname(file);
    throw problem(file, `the secret key cannot be made (${codeOf(error)})`, {
      expected: 'a data folder that Crier may write to',
      cure: /^(ENOSPC|EDQUOT|EFBIG)$/.test(codeOf(error))
        ? `Free some room on the disk of ${folder}.`
        : `Give ${folder} to the user that Crier runs as, or set CRIER_SECRET_KEY.`,
    });
  } finally {
    fs.rmSync(draft, { force: true });
  }
  // Another process may have been first: what stands in the file counts, not what was drafted here.
  return readKey(file) ?? key;
}

/** Gives the finished draft its name at once, and never over a key that is there already. */
function publish(draft: string, file: string): void {
  try {
    fs.linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    // Some shared folders and volumes know no hard links. Copying exclusively is next best.
    try {
      fs.copyFileSync(draft, file, fs.constants.COPYFILE_EXCL);
    } catch (copyError) {
      if (codeOf(copyError) !== 'EEXIST') throw copyError;
    }
  }
}

function problem(file: string, what: string, rest: { expected: string; cure: string }): ConfigError {
  return new ConfigError([{ file, what, ...rest }]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
