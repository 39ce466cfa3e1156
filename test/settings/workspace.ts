import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { ConfigError } from '../../src/settings/config-error.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import type { Settings } from '../../src/settings/settings.ts';

/** A real folder with these files (path → content); removed when the test ends. */
export async function workspace(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'crier-settings-'));
  onTestFinished(() => fs.rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await fs.writeFile(path.join(folder, name), text);
  }
  return folder;
}

/** Settings of a folder with a crier.yaml. */
export async function loadYaml(yaml: string, env: Record<string, string> = {}): Promise<Settings> {
  return loadSettings({ env, cwd: await workspace({ 'config/crier.yaml': yaml }) });
}

/** The error that `run` throws; fails if it throws none. */
export function configErrorOf(run: () => unknown): ConfigError {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('expected a ConfigError, and nothing was thrown');
}

/** The error that a crier.yaml leads to. */
export async function errorOfYaml(yaml: string, env: Record<string, string> = {}): Promise<ConfigError> {
  const cwd = await workspace({ 'config/crier.yaml': yaml });
  return configErrorOf(() => loadSettings({ env, cwd }));
}

/** The error that a .env leads to. */
export async function errorOfDotenv(text: string, env: Record<string, string> = {}): Promise<ConfigError> {
  const cwd = await workspace({ '.env': text });
  return configErrorOf(() => loadSettings({ env, cwd }));
}

/** The error that the environment alone leads to. */
export async function errorOfEnv(env: Record<string, string>): Promise<ConfigError> {
  const cwd = await workspace();
  return configErrorOf(() => loadSettings({ env, cwd }));
}

export const webhookId = '123456789012345678';

/** A well-formed webhook URL with a token that tests can look for. */
export function webhookUrl(token = 'SECRETtoken'): string {
  return `https://discord.com/api/webhooks/${webhookId}/${token}`;
}

/** What `webhookUrl` becomes in Settings. */
export function canonicalUrl(token = 'SECRETtoken'): string {
  return `https://discord.com/api/v10/webhooks/${webhookId}/${token}`;
}

/** A crier.yaml with these lines inside `stores: main:`; the first of them is line 3 and begins in column 5. */
export function main(...lines: string[]): string {
  return ['stores:', '  main:', ...lines.map((line) => `    ${line}`), ''].join('\n');
}
