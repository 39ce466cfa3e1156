import fs from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ConfigProblem } from '../../src/settings/config-error.ts';
import { parseDotenv } from '../../src/settings/dotenv.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { configErrorOf, errorOfDotenv, workspace } from './workspace.ts';

describe('.env', () => {
  it('gives each variable with its line', () => {
    const problems: ConfigProblem[] = [];
    const text =
      '\uFEFF# head\r\n\r\nA=1\r\nexport B = "two # 2"  # why\r\nC=\'x\r\ny\'\r\nD=\r\n  E=`q`\nF=a b # c#d\nG="a\\nb"\n';
    expect(Object.fromEntries(parseDotenv(text, problems))).toEqual({
      A: { value: '1', line: 3 },
      B: { value: 'two # 2', line: 4 },
      C: { value: 'x\ny', line: 5 },
      D: { value: '', line: 7 },
      E: { value: 'q', line: 8 },
      F: { value: 'a b', line: 9 },
      G: { value: 'a\nb', line: 10 },
    });
    expect(problems).toEqual([]);
  });

  it('is read as Node itself reads it', () => {
    const text = 'A=1\nB="x y"\nC=\'$x\'\nD=a=b\nE="it\'s"\nexport F=7\nG="l1\nl2"\nH= \n';
    const ours = Object.fromEntries([...parseDotenv(text, [])].map(([name, { value }]) => [name, value]));
    expect(ours).toEqual(parseEnv(text));
  });

  it.each([
    ['CRIER_PORT 8787', 1, 'the line is not a setting', 'NAME=value', 'Write it as NAME=value'],
    ['# a\nCRIER-PORT=8787', 2, 'the line is not a setting', 'NAME=value', 'or put # before it'],
    ['A=1\n1A=2', 2, 'the line is not a setting', 'NAME=value', 'Write it as NAME=value'],
    ['A="x', 1, 'the quotes around A are not closed', 'quotes at both ends', 'Close them'],
    ['A=1\nA=2', 2, 'A is set twice, first in line 1', 'each variable once', 'Remove one of the two.'],
    ['A=se#cret', 1, 'A has # in it', 'quotes around a value with #', 'Write A="…".'],
    ['A=#cret', 1, 'A has # in it', 'quotes around a value with #', 'Write A="…".'],
    ['\nCRIER_PORT=x', 2, 'CRIER_PORT is not a port', 'a number', 'Write a number'],
    ['\n\nCRIER_PROT=1', 3, 'CRIER_PROT is not a known variable', '.env.example', 'Did you mean "CRIER_PORT"?'],
    ['A=1\nDISCORD_WEBHOOK_GIFT=x', 2, 'is not a known variable', '.env.example', 'DISCORD_WEBHOOK_GIFTING'],
  ])('%j is refused with its line', async (text, line, what, expected, cure) => {
    const { problems, message } = await errorOfDotenv(text);
    expect(problems).toEqual([
      {
        file: '.env',
        line,
        what: expect.stringContaining(what),
        expected: expect.stringContaining(expected),
        cure: expect.stringContaining(cure),
      },
    ]);
    expect(message).toContain(`.env:${line}\n`);
    expect(message).not.toContain('cret');
  });

  it('that cannot be read is an error, not an empty file', async () => {
    const cwd = await workspace();
    await fs.mkdir(path.join(cwd, '.env'));
    const { problems } = configErrorOf(() => loadSettings({ env: {}, cwd }));
    expect(problems).toMatchObject([{ file: '.env', what: 'the file cannot be read (EISDIR)' }]);
  });

  it('gives way to the real environment, also to a blank', async () => {
    const cwd = await workspace({ '.env': 'CRIER_PORT=1111\nCRIER_HOST=0.0.0.0\nCRIER_LOG_LEVEL=debug' });
    const settings = loadSettings({ env: { CRIER_PORT: '2222', CRIER_HOST: '' }, cwd });
    expect(settings).toMatchObject({ port: 2222, host: '127.0.0.1', logLevel: 'debug' });
  });
});

describe('a variable in a file of its own', () => {
  it('is read from there, relative to the working folder and without the line end', async () => {
    const cwd = await workspace({ 'secrets/key': 'sixteen-letters!\n', '.env': 'CRIER_API_KEY_FILE=secrets/key' });
    expect(loadSettings({ env: {}, cwd }).apiKey).toBe('sixteen-letters!');
  });

  it('is told by the variable that names the file', async () => {
    const url = 'https://discord.com/api/webhooks/123456789012345678/t';
    const cwd = await workspace({ 'secrets/hook': url });
    const { stores } = loadSettings({ env: { DISCORD_WEBHOOK_ERRORS_FILE: 'secrets/hook' }, cwd });
    expect(stores[0]?.routes[0]).toMatchObject({
      key: 'errors',
      provisioned: { destination: 'environment DISCORD_WEBHOOK_ERRORS_FILE' },
    });
  });

  it('fills references in crier.yaml too', async () => {
    const cwd = await workspace({
      'secrets/name': 'Frostvale',
      'config/crier.yaml': `stores: { main: { name: "\${SHOP}" } }`,
    });
    expect(loadSettings({ env: { SHOP_FILE: 'secrets/name' }, cwd }).stores[0]?.store.name).toBe('Frostvale');
  });

  it.each([
    [
      'CRIER_API_KEY=sixteen-letters!\nCRIER_API_KEY_FILE=secrets/key',
      2,
      'CRIER_API_KEY_FILE is set, and CRIER_API_KEY too (.env:1)',
      'Remove CRIER_API_KEY or CRIER_API_KEY_FILE.',
    ],
    [
      'CRIER_API_KEY_FILE=secrets/none',
      1,
      'CRIER_API_KEY_FILE names the file secrets/none, which cannot be read (ENOENT)',
      'Correct the path',
    ],
    [
      'CRIER_API_KEY_FILE=secrets',
      1,
      'CRIER_API_KEY_FILE names the file secrets, which cannot be read (EISDIR)',
      'Correct the path',
    ],
    [
      'CRIER_API_KEY_FILE=secrets/blank',
      1,
      'CRIER_API_KEY_FILE names the file secrets/blank, which is empty',
      'Write the value into the file.',
    ],
    ['CRIER_API_KEY_FILE=secrets/short', 1, 'CRIER_API_KEY is too short to be safe', 'openssl rand'],
    [
      'CRIER_API_KEY_FILE=0123456789abcdef0123456789abcdef',
      1,
      'CRIER_API_KEY_FILE holds no path; it may be the value itself',
      'name the variable CRIER_API_KEY.',
    ],
    [
      'CRIER_API_KYE_FILE=secrets/key',
      1,
      'CRIER_API_KYE_FILE is not a known variable',
      'Did you mean "CRIER_API_KEY_FILE"?',
    ],
  ])('%j is refused', async (dotenv, line, what, cure) => {
    const cwd = await workspace({
      '.env': dotenv,
      'secrets/key': 'sixteen-letters!',
      'secrets/blank': ' \n',
      'secrets/short': 'abc',
    });
    const { problems, message } = configErrorOf(() => loadSettings({ env: {}, cwd }));
    expect(problems).toMatchObject([{ file: '.env', line, what, cure: expect.stringContaining(cure) }]);
    expect(message).not.toMatch(/sixteen-letters|0123456789abcdef/);
  });

  it('may be blank beside the variable itself', async () => {
    const cwd = await workspace({ '.env': 'CRIER_API_KEY=sixteen-letters!\nCRIER_API_KEY_FILE=\n' });
    expect(loadSettings({ env: {}, cwd }).apiKey).toBe('sixteen-letters!');
  });
});
