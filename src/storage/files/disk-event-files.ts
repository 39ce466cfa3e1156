import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { firstIdAt } from '../../lib/ids.ts';
import { isMissing } from '../../lib/is-missing.ts';
import { CrierError } from '../../model/errors.ts';
import type { EventFile, NewEventFile } from '../../model/event-file.ts';
import type { EventFiles } from '../../model/storage/event-files.ts';

const eventForm = /^evt_[0-9a-f]{32}$/;
const fileForm = /^(evt_[0-9a-f]{32})\/(\d{1,3})$/;

/**
 * Files of events in a folder on this machine: a folder for each event, a numbered file for each of its files. A folder
 * takes its name only when all that is in it has reached the disk.
 *
 * @param root the folder, which need not be there yet.
 */
export function diskEventFiles(root: string): EventFiles {
  return {
    async put(event, files) {
      if (!eventForm.test(event)) throw new Error(`${event} is not the id of an event`);
      return orUnavailable(async () => {
        const draft = join(root, `${event}.draft`);
        try {
          const made = await mkdir(draft, { recursive: true });
          if (made !== undefined && made !== draft) await sync(dirname(root));
          for (const [index, file] of files.entries()) await write(join(draft, String(index)), file.content);
          await sync(draft);
          await rename(draft, join(root, event));
        } catch (error) {
          // A full disk is not filled further; where this fails too, upkeep does it.
          await rm(draft, { recursive: true, force: true }).catch(() => undefined);
          throw error;
        }
        await sync(root);
        return files.map((file, index) => nameOf(event, index, file));
      });
    },
    async read(id) {
      const [, event, index] = fileForm.exec(id) ?? [];
      if (event === undefined || index === undefined) return undefined;
      return orUnavailable(async () => {
        try {
          return await readFile(join(root, event, index));
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      });
    },
    async list(before) {
      const end = firstIdAt('evt', before);
      return orUnavailable(async () => {
        const names = (await foldersIn(root)).map((name) => name.replace(/\.draft$/, ''));
        return [...new Set(names)].filter((name) => eventForm.test(name) && name < end).sort();
      });
    },
    async drop(events) {
      await orUnavailable(async () => {
        for (const event of events.filter((id) => eventForm.test(id))) {
          for (const name of [event, `${event}.draft`]) await rm(join(root, name), { recursive: true, force: true });
        }
      });
    },
  };
}

function nameOf(event: string, index: number, { name, type, content }: NewEventFile): EventFile {
  return { id: `${event}/${index}`, name, type, bytes: content.byteLength };
}

async function write(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name in a folder has reached the disk only when the folder has; Windows knows no such call. */
async function sync(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function foldersIn(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new CrierError('store_unavailable', `The files of events cannot be read or written (${reason}).`, { cause });
  }
}
