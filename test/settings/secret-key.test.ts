import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findSecretKey, makeSecretKey } from '../../src/settings/secret-key.ts';
import { configErrorOf, workspace } from './workspace.ts';

const keyOf = (dataDir: string) => findSecretKey({ secretKey: undefined, dataDir }) ?? makeSecretKey({ dataDir });
const goodKey = `${'0123456789abcdef'.repeat(4)}\n`;

async function folderWithKey(text: string, mode = 0o600): Promise<string> {
  const folder = await workspace({ 'secret.key': text });
  await fs.chmod(path.join(folder, 'secret.key'), mode);
  return folder;
}

describe('the secret key', () => {
  it('is made from the one that the operator gave: always the same 32 bytes, and no file', async () => {
    const dataDir = await workspace();
    const key = findSecretKey({ secretKey: 'x'.repeat(32), dataDir });
    expect(key).toHaveLength(32);
    expect(findSecretKey({ secretKey: 'x'.repeat(32), dataDir })).toEqual(key);
    expect(findSecretKey({ secretKey: 'y'.repeat(32), dataDir })).not.toEqual(key);
    expect(await fs.readdir(dataDir)).toEqual([]);
  });

  it('is made where it is asked for, for its owner alone, and stays', async () => {
    const dataDir = path.join(await workspace(), 'var/data');
    const key = keyOf(dataDir);
    expect(key).toHaveLength(32);
    expect(keyOf(dataDir)).toEqual(key);
    expect(await fs.readdir(dataDir)).toEqual(['secret.key']);
    expect((await fs.stat(path.join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600);
    expect((await fs.stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  it('differs from folder to folder', async () => {
    expect(keyOf(await workspace())).not.toEqual(keyOf(await workspace()));
  });

  it('is one key, though several processes start at once', async () => {
    const dataDir = path.join(await workspace(), 'data');
    const module = path.resolve(import.meta.dirname, '../../src/settings/secret-key.ts');
    const script = `import { findSecretKey, makeSecretKey } from ${JSON.stringify(module)};
      process.stdout.write(makeSecretKey({ dataDir: ${JSON.stringify(dataDir)} }).toString('hex'));`;
    const runs = Array.from({ length: 4 }, () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]),
    );
    const keys = (await Promise.all(runs)).map(({ stdout }) => stdout);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await fs.readdir(dataDir)).toEqual(['secret.key']);
  }, 20_000);

  it('is read from the file that is there', async () => {
    expect(keyOf(await folderWithKey(goodKey)).toString('hex')).toBe(goodKey.trim());
  });

  it.each([0o644, 0o640, 0o604, 0o660])('is refused when others may read it: mode %o', async (mode) => {
    const dataDir = await folderWithKey(goodKey, mode);
    const file = path.join(dataDir, 'secret.key');
    expect(configErrorOf(() => keyOf(dataDir)).problems).toEqual([
      {
        file,
        what: `the secret key may be read by others (mode ${mode.toString(8)})`,
        expected: 'mode 600: only the user that Crier runs as',
        cure: `Run: chmod 600 ${file}`,
      },
    ]);
  });

  it.each([
    ['', 'the secret key is empty'],
    [' \n', 'the secret key is empty'],
    ['0123abc\n', 'the secret key is malformed'],
    [`${'g'.repeat(64)}\n`, 'the secret key is malformed'],
    [`${goodKey}${goodKey}`, 'the secret key is malformed'],
  ])('is refused, and never replaced, when its file holds %j', async (text, what) => {
    const dataDir = await folderWithKey(text);
    const { problems, message } = configErrorOf(() => keyOf(dataDir));
    expect(problems).toMatchObject([
      {
        what,
        expected: '64 hexadecimal digits, as Crier wrote them',
        cure: expect.stringContaining('Restore the file from a backup'),
      },
    ]);
    expect(message).not.toContain('0123abc');
    expect(await fs.readFile(path.join(dataDir, 'secret.key'), 'utf8')).toBe(text);
  });

  it('is refused when something else stands in its place', async () => {
    const dataDir = await workspace();
    await fs.mkdir(path.join(dataDir, 'secret.key'), { mode: 0o700 });
    expect(configErrorOf(() => keyOf(dataDir)).message).toContain('the secret key cannot be read (EISDIR)');
  });

  it('says what to do when the data folder cannot be made', async () => {
    const folder = await workspace({ data: 'a file, not a folder' });
    const { problems } = configErrorOf(() => keyOf(path.join(folder, 'data/inner')));
    expect(problems).toMatchObject([
      {
        what: expect.stringMatching(/^the secret key cannot be (made|read) \(ENOTDIR\)$/),
        cure: expect.stringContaining('the user that Crier runs as'),
      },
    ]);
  });
});
