import { openAsBlob } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { firstIdAt } from '../../lib/ids.ts';
import { isMissing } from '../../lib/is-missing.ts';
import type { FileDraft, NewEventFile } from '../../model/event-file.ts';
import type { EventFiles } from '../../model/storage/event-files.ts';
import { orUnavailable } from './disk.ts';
import { DiskDraft, draftEnding } from './disk-draft.ts';

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
    draft: () => new DiskDraft(root),
    async put(event, files) {
      if (!eventForm.test(event)) throw new Error(`${event} is not the id of an event`);
      const draft = draftOf(root, files);
      try {
        if (!('add' in files)) for (const file of files) await draft.add(file, [file.content]);
        await draft.moveTo(join(root, event));
      } catch (error) {
        // A full disk is not filled further.
        await draft.drop();
        throw error;
      }
      return draft.files.map((file, index) => ({ id: `${event}/${index}`, ...file }));
    },
    async read(id) {
      const [, event, index] = fileForm.exec(id) ?? [];
      if (event === undefined || index === undefined) return undefined;
      return orUnavailable(async () => {
        const path = join(root, event, index);
        // A blob does not say why it cannot be opened.
        const isThere = await stat(path).then(() => true, falseWhereMissing);
        return isThere ? openAsBlob(path) : undefined;
      });
    },
    async list(before) {
      const end = firstIdAt('evt', before);
      return orUnavailable(async () => {
        const names = (await foldersIn(root)).map((name) =>
          name.endsWith(draftEnding) ? name.slice(0, -draftEnding.length) : name,
        );
        return [...new Set(names)].filter((name) => eventForm.test(name) && name < end).sort();
      });
    },
    async drop(events) {
      await orUnavailable(async () => {
        for (const event of events.filter((id) => eventForm.test(id))) {
          for (const name of [event, `${event}${draftEnding}`])
            await rm(join(root, name), { recursive: true, force: true });
        }
      });
    },
  };
}

function draftOf(root: string, files: readonly NewEventFile[] | FileDraft): DiskDraft {
  if (files instanceof DiskDraft) return files;
  if ('add' in files) throw new Error('the draft was made by another store of files');
  return new DiskDraft(root);
}

async function foldersIn(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function falseWhereMissing(error: unknown): false {
  if (isMissing(error)) return false;
  throw error;
}
