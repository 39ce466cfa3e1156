import { readdirSync } from 'node:fs';

/**
 * Imports every module of a folder and checks its default export; adding a thing is adding a file. A file whose name
 * begins with an underscore or ends in `.md` belongs to the folder only. A folder stands for its `index.ts`.
 *
 * @param folder URL that ends with a slash.
 * @param isValid guard for the default export.
 * @param what what a file of this folder holds, for the error: `a command`.
 * @throws Error that names the file with no default export of the right shape.
 */
export async function loadFolder<Thing>(
  folder: URL,
  isValid: (value: unknown) => value is Thing,
  what: string,
): Promise<{ name: string; value: Thing }[]> {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('_') && name !== 'samples')
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.ts'))
    .sort((a, b) => a.name.localeCompare(b.name));
  return Promise.all(
    entries.map(async (entry) => {
      const path = entry.isDirectory() ? `${entry.name}/index.ts` : entry.name;
      const module: { default?: unknown } = await import(new URL(path, folder).href);
      if (!isValid(module.default)) {
        throw new Error(`${decodeURI(folder.pathname)}${path} has no default export that is ${what}`);
      }
      return { name: entry.name.replace(/\.ts$/, ''), value: module.default };
    }),
  );
}
