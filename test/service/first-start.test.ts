import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startService } from './_process.ts';

const root = resolve(import.meta.dirname, '../..');

test('it starts with both example files as they are copied, in a shell that the examples were tried in', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'crier-first-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  mkdirSync(join(cwd, 'config'));
  copyFileSync(join(root, 'config/crier.example.yaml'), join(cwd, 'config/crier.yaml'));
  copyFileSync(join(root, '.env.example'), join(cwd, '.env'));
  writeFileSync(join(cwd, '.env.txt'), '');
  const env = { CRIER_KEY: 'crier_of_a_sender', CRIER_SECRET: 'whsec_of_a_receiver', CRIER_PROT: '1' };
  const service = await startService({ cwd, env });
  onTestFinished(() => service.remove());
  await service.says('Crier is running');
  expect(service.out()).toContain('.env.txt is not read: its name has to be .env. Remove it; .env is there too.');
  expect(service.out()).toContain('CRIER_PROT in the environment is not a variable of Crier');
  expect(service.out()).not.toMatch(/CRIER_KEY|CRIER_SECRET in/);
});
