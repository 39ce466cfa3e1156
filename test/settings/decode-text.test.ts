import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/settings/decode-text.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { configErrorOf, workspace } from './workspace.ts';

const utf16le = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();
const utf8WithMark = (text: string) => Buffer.from(`\uFEFF${text}`);

describe.each([
  ['UTF-8 with a mark', utf8WithMark],
  ['UTF-16, as PowerShell writes it', utf16le],
  ['UTF-16 with the larger byte first', utf16be],
])('a file in %s is read', (_, encode) => {
  it('.env', async () => {
    const cwd = await workspace({ '.env': encode('CRIER_PORT=1234\r\nCRIER_LOG_LEVEL=debug\r\n') });
    expect(loadSettings({ env: {}, cwd })).toMatchObject({ port: 1234, logLevel: 'debug' });
  });

  it('crier.yaml', async () => {
    const cwd = await workspace({ 'config/crier.yaml': encode('stores:\r\n  main:\r\n    name: Zoë’s 商店\r\n') });
    expect(loadSettings({ env: {}, cwd }).stores[0]?.store.name).toBe('Zoë’s 商店');
  });

  it('the file of a variable', async () => {
    const cwd = await workspace({ '.env': 'CRIER_API_KEY_FILE=key.txt', 'key.txt': encode('sixteen-letters!\r\n') });
    expect(loadSettings({ env: {}, cwd }).apiKey).toBe('sixteen-letters!');
  });
});

describe('a file of another encoding is named with its cure', () => {
  const latin1 = Buffer.from('CRIER_PORT=1\n# Läden\n', 'latin1');
  const unmarked = Buffer.from('CRIER_PORT=1\n', 'utf16le');

  it.each([
    ['.env', latin1, 2, 'the line has a character that is not UTF-8'],
    ['config/crier.yaml', latin1, 2, 'the line has a character that is not UTF-8'],
    ['.env', unmarked, undefined, 'it looks like UTF-16 without its mark'],
    ['config/crier.yaml', unmarked, undefined, 'it looks like UTF-16 without its mark'],
  ])('%s: %o', async (file, content, line, what) => {
    const cwd = await workspace({ [file]: content });
    expect(configErrorOf(() => loadSettings({ env: {}, cwd })).problems).toEqual([
      {
        file,
        ...(line !== undefined && { line }),
        what: expect.stringContaining(what),
        expected: 'text in UTF-8',
        cure: expect.stringContaining('Save the file as UTF-8'),
      },
    ]);
  });

  it('the file of a variable, without its value', async () => {
    const cwd = await workspace({ '.env': 'CRIER_API_KEY_FILE=key.txt', 'key.txt': Buffer.from('sécret', 'latin1') });
    const { problems, message } = configErrorOf(() => loadSettings({ env: {}, cwd }));
    expect(problems).toMatchObject([{ file: '.env', line: 1, what: expect.stringContaining('which is not UTF-8') }]);
    expect(message).not.toContain('cret\n');
  });
});

it('every text comes back from UTF-8 as it was', () => {
  const text = 'a\nß\r\n💎\n\u2028x';
  expect(decodeText(Buffer.from(text))).toEqual({ text });
});

describe('a file that nobody reads because of its name is named', () => {
  it.each([
    ['.env.txt', {}, '.env.txt is not read: its name has to be .env', 'Rename it to .env.'],
    ['.env.txt', { '.env': '' }, '.env.txt is not read: its name has to be .env', 'Remove it; .env is there too.'],
    ['config/crier.yml', {}, 'config/crier.yml is not read: its name has to be config/crier.yaml', 'Rename it to'],
    ['config/crier.yaml.txt', {}, 'config/crier.yaml.txt is not read', 'Rename it to config/crier.yaml.'],
  ])('%s beside %o', async (name, others, what, cure) => {
    const cwd = await workspace({ [name]: 'x', ...others });
    expect(loadSettings({ env: {}, cwd }).warnings).toEqual([
      { what: expect.stringContaining(what), cure: expect.stringContaining(cure) },
    ]);
  });

  it('but not a crier.yml that CRIER_CONFIG names', async () => {
    const cwd = await workspace({ 'config/crier.yml': '' });
    expect(loadSettings({ env: { CRIER_CONFIG: 'config/crier.yml' }, cwd }).warnings).toEqual([]);
  });
});
