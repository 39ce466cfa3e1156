import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** An output of the process. What cannot be written is dropped and counted, and never ends the service. */
export interface Output {
  readonly isTTY: boolean;
  write(text: string): void;
  /** Once it can be written again, the lines that were lost since this was asked last; else 0. */
  takeLost(): number;
}

/**
 * Standard output or standard error, whatever becomes of it: a full disk, which may have room again, or a reader that
 * has gone, such as `head`.
 */
export function openOutput(stream: NodeJS.WriteStream & { fd: number }): Output {
  let lost = 0;
  let isLosing = false;
  // A torn line must not take the next one with it.
  let isTorn = false;
  // Also what others write, such as warnings of Node itself.
  stream.on('error', () => {
    isLosing = true;
  });
  const write = isFile(stream.fd) ? (text: string) => writeAll(stream.fd, text) : (text: string) => send(stream, text);
  return {
    isTTY: stream.isTTY === true,
    write(text) {
      const written = write(isTorn ? `\n${text}` : text);
      isLosing = written !== 'all';
      if (isLosing) lost += text.split('\n').length - 1;
      if (written !== 'nothing') isTorn = written === 'some';
    },
    takeLost() {
      if (isLosing) return 0;
      const taken = lost;
      lost = 0;
      return taken;
    },
  };
}

type Written = 'all' | 'some' | 'nothing';

/** A stream of Node's never writes to a file again after an error. */
function writeAll(fd: number, text: string): Written {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(fd, bytes, written);
    return 'all';
  } catch {
    return written === 0 ? 'nothing' : 'some';
  }
}

function send(stream: NodeJS.WriteStream, text: string): Written {
  if (!stream.writable) return 'nothing';
  stream.write(text);
  return 'all';
}

/** Files and devices such as /dev/null, but neither pipes nor terminals. */
function isFile(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFile() || (stat.isCharacterDevice() && !isatty(fd));
  } catch {
    return false;
  }
}
