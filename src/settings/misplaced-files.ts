import fs from 'node:fs';
import path from 'node:path';
import { dotenvFile } from './dotenv.ts';
import type { SettingsWarning } from './settings.ts';

/** Names under which a settings file is saved by mistake: Windows hides the second ending, YAML has two of its own. */
function mistaken(crierFile: string): { wrong: string; right: string }[] {
  return [
    { wrong: `${dotenvFile}.txt`, right: dotenvFile },
    { wrong: crierFile.replace(/\.yaml$/, '.yml'), right: crierFile },
    { wrong: `${crierFile}.txt`, right: crierFile },
  ];
}

/**
 * Files of settings that nobody reads because of their names.
 *
 * @param crierFile the file with stores, routes and looks, as the operator named it.
 */
export function misplacedFiles(cwd: string, crierFile: string): SettingsWarning[] {
  const lost = mistaken(crierFile).filter(({ wrong, right }) => {
    return wrong !== right && fs.existsSync(path.resolve(cwd, wrong));
  });
  return lost.map(({ wrong, right }) => ({
    what: `${wrong} is not read: its name has to be ${right}`,
    cure: fs.existsSync(path.resolve(cwd, right)) ? `Remove it; ${right} is there too.` : `Rename it to ${right}.`,
  }));
}
