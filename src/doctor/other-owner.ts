import { readFileSync, statSync } from 'node:fs';

/** The user whom a file or folder belongs to; undefined where that is the one who runs this, or nobody can tell. */
export function otherOwner(path: string): string | undefined {
  const own = process.getuid?.();
  if (own === undefined) return undefined;
  try {
    const { uid } = statSync(path);
    return uid === own ? undefined : nameOf(uid);
  } catch {
    return undefined;
  }
}

/** The name that `sudo -u` takes: `#` and the number where there is none. */
function nameOf(uid: number): string {
  try {
    const users = readFileSync('/etc/passwd', 'utf8').split('\n');
    const user = users.map((line) => line.split(':')).find(([, , id]) => id === String(uid));
    return user?.[0] ?? `#${uid}`;
  } catch {
    return `#${uid}`;
  }
}
