import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';

const { version } = readPackage('@sparticuz/chromium');

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Whatever else the browser may want from outside, it does not find it.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** A real headless Chromium; undefined, with a loud message, where none can run. Close it in the test's end. */
export async function openBrowser(): Promise<Browser | undefined> {
  try {
    if (process.platform !== 'linux' || process.arch !== 'x64')
      throw new Error('the package has it for Linux x64 only');
    const folder = await unpack();
    const { chromium } = await import('playwright-core');
    return await chromium.launch({
      executablePath: join(folder, 'chromium'),
      args: flags,
      env: {
        ...process.env,
        ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
        LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      },
    });
  } catch (error) {
    const line = '!'.repeat(78);
    process.stdout.write(`\n${line}\n!! NO BROWSER, so the tests of the pages are SKIPPED: ${error}\n${line}\n\n`);
    return undefined;
  }
}

/**
 * The package unpacks into the temporary folder and takes whatever lies there under its name: of another version,
 * of another user, or half written. So each version gets a folder of its own, which appears when it is complete.
 */
async function unpack(): Promise<string> {
  const folder = join(tmpdir(), `crier-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(join(folder, 'chromium'))) {
    if (lstatSync(folder).uid !== process.getuid?.()) throw new Error(`${folder} belongs to another user`);
    return folder;
  }
  const fresh = mkdtempSync(`${folder}-`);
  const before = { ...process.env };
  process.env['TMPDIR'] = fresh;
  // Makes it unpack the libraries that a small machine may lack.
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x';
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
  const fonts = join(fresh, 'fonts', 'fonts.conf');
  writeFileSync(fonts, readFileSync(fonts, 'utf8').replaceAll('/tmp/fonts', join(folder, 'fonts')));
  try {
    renameSync(fresh, folder);
  } catch {
    // Another test was faster; its folder is as good.
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

function readPackage(name: string): { version: string } {
  const entry = createRequire(import.meta.url).resolve(name);
  return JSON.parse(readFileSync(join(dirname(dirname(entry)), 'package.json'), 'utf8'));
}
