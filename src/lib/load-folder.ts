import { existsSync, readdirSync } from 'node:fs';

/**
 * Imports every module of a folder and checks its default export; adding a thing is adding a file. A thing is a file
 * `<name>.ts`, or a folder `<name>` with an `index.ts`. What begins with an underscore is shared by the others, and
 * files that are no TypeScript are not looked at.
 *
 * @param folder URL that ends with a slash.
 * @param isValid guard for the default export.
 * @param what what a file of this folder holds, for the error: `a command`.
 * @throws Error that names the file without a default export of the right shape, or the folder without an `index.ts`.
 */
export async function loadFolder<Thing>(
  folder: URL,
  isValid: (value: unknown) => value is Thing,
  what: string,
): Promise<{ name: string; value: Thing }[]> {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('_'))
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.ts'))
    .sort((a, b) => a.name.localeCompare(b.name));
  return Promise.all(
    entries.map(async (entry) => {
      const path = entry.isDirectory() ? `${entry.name}/index.ts` : entry.name;
      if (!existsSync(new URL(path, folder))) {
        throw new Error(
          `${decodeURI(folder.pathname)}${entry.name}/ has no index.ts: expected one that exports ${what}`,
        );
      }
      const module: { default?: unknown } = await import(new URL(path, folder).href);
      if (!isValid(module.default)) {
        throw new Error(`${decodeURI(folder.pathname)}${path} has no default export that is ${what}`);
      }
      return { name: entry.name.replace(/\.ts$/, ''), value: module.default };
    }),
  );
}
