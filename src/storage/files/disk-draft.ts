import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { newId } from '../../lib/ids.ts';
import type { EventFile, FileBytes, FileDraft } from '../../model/event-file.ts';
import { orUnavailable, syncFolder } from './disk.ts';

/** The ending of a folder that no event has got yet. Its name is an id, so that upkeep knows how old it is. */
export const draftEnding = '.draft';

/** Files in a folder of their own under `root`, numbered in the order in which they were added. */
export class DiskDraft implements FileDraft {
  readonly files: Omit<EventFile, 'id'>[] = [];
  readonly #folder: string;
  #opened: Promise<void> | undefined;
  #added = 0;

  constructor(root: string) {
    this.#folder = join(root, `${newId('evt')}${draftEnding}`);
  }

  async add({ name, type }: Pick<EventFile, 'name' | 'type'>, bytes: FileBytes): Promise<void> {
    const index = this.#added;
    this.#added += 1;
    const file = { name, type, bytes: 0 };
    this.files[index] = file;
    this.#opened ??= openFolder(this.#folder);
    const source = new Counted(bytes, file);
    await orUnavailable(async () => {
      await this.#opened;
      const target = createWriteStream(join(this.#folder, String(index)), { mode: 0o600, flush: true });
      await pipeline(source, target);
    }).catch((error: unknown) => Promise.reject(source.failure ?? error));
  }

  /** Gives the whole folder another name. @returns once that has reached the disk. */
  async moveTo(folder: string): Promise<void> {
    await orUnavailable(async () => {
      this.#opened ??= openFolder(this.#folder);
      await this.#opened;
      await syncFolder(this.#folder);
      await rename(this.#folder, folder);
      await syncFolder(dirname(folder));
    });
  }

  /** Never throws: upkeep does what cannot be done now. */
  async drop(): Promise<void> {
    await this.#opened?.catch(() => undefined);
    await rm(this.#folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Bytes as they come; that they end too soon is no fault of the disk. */
class Counted {
  failure: unknown;
  readonly #bytes: FileBytes;
  readonly #file: { bytes: number };

  constructor(bytes: FileBytes, file: { bytes: number }) {
    this.#bytes = bytes;
    this.#file = file;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of this.#bytes) {
        this.#file.bytes += chunk.byteLength;
        yield chunk;
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

async function openFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined && made !== folder) await syncFolder(dirname(dirname(folder)));
}
